/**
 * Element types. `f32` is what networks train in, `f64` what derivatives are verified in; `i32` holds labels, indices and
 * random bits, `u8` raw pixels, `bool` the outcome of comparisons (stored as 0 and 1).
 */
export type DType = "f32" | "f64" | "i32" | "u8" | "bool";

/** The typed array that stores each element type. */
export interface ArrayOf {
  f32: Float32Array;
  f64: Float64Array;
  i32: Int32Array;
  u8: Uint8Array;
  bool: Uint8Array;
}

export type NumericArray = ArrayOf[DType];
