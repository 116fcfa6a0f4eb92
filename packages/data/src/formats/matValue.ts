import type { StoredArray, StoredType } from "./storedArray.js";

/** What MATLAB calls the kind of a variable. `opaque` are objects of newer kinds, such as strings in double quotes and tables. */
export type MatClass =
  | "double"
  | "single"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "logical"
  | "char"
  | "cell"
  | "struct"
  | "sparse"
  | "function_handle"
  | "object"
  | "opaque";

/** Numbers or logical values in row-major order, whatever the order in the file; of rank 2 or more, as all of MATLAB's. */
export interface MatArray extends StoredArray {
  readonly kind: "array";
}

/** Characters: one string for each line along the last dimension of `shape`. A single string has the shape [1, length]. */
export interface MatText {
  readonly kind: "text";
  readonly shape: readonly number[];
  readonly lines: readonly string[];
}

/** Values of any kind in an array, in row-major order. */
export interface MatCell {
  readonly kind: "cell";
  readonly shape: readonly number[];
  readonly cells: readonly MatValue[];
}

/** An array of structs that have the same fields; mostly of shape [1, 1]. */
export interface MatStruct {
  readonly kind: "struct";
  readonly shape: readonly number[];
  /** By field, in the order of the file: its value in each element of the array, in row-major order. */
  readonly fields: ReadonlyMap<string, readonly MatValue[]>;
}

/**
 * A matrix of which only some elements are stored: `data[k]` stands at `rows[k]`, `columns[k]`, both counted from 0; all
 * others are zero. `denseOf` makes an array of it.
 */
export interface MatSparse<T extends StoredType = StoredType> {
  readonly kind: "sparse";
  readonly dtype: T;
  readonly shape: readonly [rows: number, columns: number];
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly data: StoredArray<T>["data"];
  readonly imaginary?: StoredArray<T>["data"];
}

/** A value inside of a cell or a struct that only MATLAB can make sense of. */
export interface MatSkipped {
  readonly kind: "skipped";
  readonly class: MatClass;
}

/** The value of a MATLAB variable. */
export type MatValue = MatArray | MatText | MatCell | MatStruct | MatSparse | MatSkipped;

/** What can be written to a MAT-file: tensors and strings too. */
export type MatInput = MatValue | StoredArray | string;
