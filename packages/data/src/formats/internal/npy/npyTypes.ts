import type { StoredType } from "../../storedArray.js";

/** An element type of NumPy. */
export interface NpyType {
  /** How its elements are held here. */
  readonly dtype: StoredType;
  /** Bytes per element in the file; of a complex number, per part. */
  readonly width: number;
  /** A real and an imaginary part beside each other. */
  readonly complex?: boolean;
  /** Half precision, which is widened to f32. */
  readonly half?: boolean;
}

/** By what stands after the byte order in `descr`. */
export const npyTypes: ReadonlyMap<string, NpyType> = new Map<string, NpyType>([
  ["b1", { dtype: "bool", width: 1 }],
  ["i1", { dtype: "i8", width: 1 }],
  ["i2", { dtype: "i16", width: 2 }],
  ["i4", { dtype: "i32", width: 4 }],
  ["i8", { dtype: "i64", width: 8 }],
  ["u1", { dtype: "u8", width: 1 }],
  ["u2", { dtype: "u16", width: 2 }],
  ["u4", { dtype: "u32", width: 4 }],
  ["u8", { dtype: "u64", width: 8 }],
  ["f2", { dtype: "f32", width: 2, half: true }],
  ["f4", { dtype: "f32", width: 4 }],
  ["f8", { dtype: "f64", width: 8 }],
  ["c8", { dtype: "f32", width: 4, complex: true }],
  ["c16", { dtype: "f64", width: 8, complex: true }],
]);

/** What NumPy calls each of our element types, without the byte order. */
export const npyNames = {
  bool: "b1",
  i8: "i1",
  i16: "i2",
  i32: "i4",
  i64: "i8",
  u8: "u1",
  u16: "u2",
  u32: "u4",
  u64: "u8",
  f32: "f4",
  f64: "f8",
} as const satisfies { readonly [T in StoredType]: string };
