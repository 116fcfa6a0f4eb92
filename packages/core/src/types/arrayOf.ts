import type { ArrayOf, DType, NumericArray } from "./dtype.js";

const constructors = {
  f32: Float32Array,
  f64: Float64Array,
  i32: Int32Array,
  u8: Uint8Array,
  bool: Uint8Array,
} as const;

/** A new typed array of this element type: zeros, or the given numbers converted. */
export function arrayOf<D extends DType>(dtype: D, length: number, from?: ArrayLike<number>): ArrayOf[D] {
  const array: NumericArray = new constructors[dtype](length);
  if (from !== undefined) array.set(from);
  return array as ArrayOf[D];
}

/** Is this the kind of typed array that stores `dtype`? */
export const isArrayOf = (dtype: DType, data: NumericArray): boolean => data instanceof constructors[dtype];

/** Is this the name of an element type? */
export const isDType = (name: unknown): name is DType => typeof name === "string" && Object.hasOwn(constructors, name);

/** A typed array over memory that is there already: `length` elements from byte `start`. */
export const viewOf = (dtype: DType, memory: ArrayBufferLike, start: number, length: number): NumericArray =>
  new constructors[dtype](memory as ArrayBuffer, start, length);
