import type { MatClass } from "../../matValue.js";
import type { StoredType } from "../../storedArray.js";

/** Kinds of data elements of level 5 that are no numbers. */
export const dataTypes = { utf8: 16, utf16: 17, utf32: 18, matrix: 14, compressed: 15 } as const;

/** The number types of level 5, by their code. */
export const numberTypes: ReadonlyMap<number, StoredType> = new Map([
  [1, "i8"],
  [2, "u8"],
  [3, "i16"],
  [4, "u16"],
  [5, "i32"],
  [6, "u32"],
  [7, "f32"],
  [9, "f64"],
  [12, "i64"],
  [13, "u64"],
]);

/** The code of each number type; logical values are stored as bytes. */
export const numberCodes = {
  i8: 1,
  u8: 2,
  bool: 2,
  i16: 3,
  u16: 4,
  i32: 5,
  u32: 6,
  f32: 7,
  f64: 9,
  i64: 12,
  u64: 13,
} as const satisfies { readonly [T in StoredType]: number };

/** The array classes of level 5, by their code. */
export const classNames: ReadonlyMap<number, MatClass> = new Map([
  [1, "cell"],
  [2, "struct"],
  [3, "object"],
  [4, "char"],
  [5, "sparse"],
  [6, "double"],
  [7, "single"],
  [8, "int8"],
  [9, "uint8"],
  [10, "int16"],
  [11, "uint16"],
  [12, "int32"],
  [13, "uint32"],
  [14, "int64"],
  [15, "uint64"],
  [16, "function_handle"],
  [17, "opaque"],
]);

/** The code of each class that can be written; logical arrays are uint8 with a flag. */
export const classCodes = {
  cell: 1,
  struct: 2,
  char: 4,
  sparse: 5,
  f64: 6,
  f32: 7,
  i8: 8,
  u8: 9,
  bool: 9,
  i16: 10,
  u16: 11,
  i32: 12,
  u32: 13,
  i64: 14,
  u64: 15,
} as const;

/** Bits beside the class of an array. */
export const arrayFlags = { complex: 0x0800, global: 0x0400, logical: 0x0200 } as const;

/** How elements of each numeric class are held. */
export const dtypeOfClass: ReadonlyMap<MatClass, StoredType> = new Map([
  ["double", "f64"],
  ["single", "f32"],
  ["int8", "i8"],
  ["uint8", "u8"],
  ["int16", "i16"],
  ["uint16", "u16"],
  ["int32", "i32"],
  ["uint32", "u32"],
  ["int64", "i64"],
  ["uint64", "u64"],
  ["logical", "bool"],
]);
