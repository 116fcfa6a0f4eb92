import type { ArrayOf } from "@adjoint/core";

/** The typed array that holds each element type of a file: those of tensors, and those that programs do not compute with. */
export interface StoredArrayOf extends ArrayOf {
  i8: Int8Array;
  i16: Int16Array;
  u16: Uint16Array;
  u32: Uint32Array;
  i64: BigInt64Array;
  u64: BigUint64Array;
}

/** An element type of a file. */
export type StoredType = keyof StoredArrayOf;

/**
 * An array as a file holds it, in row-major order. A tensor is one; `tensorOf` makes a tensor of any other.
 *
 * Complex numbers have their imaginary parts apart, in `imaginary`, as many as there are real parts in `data`.
 */
export interface StoredArray<T extends StoredType = StoredType> {
  readonly dtype: T;
  readonly shape: readonly number[];
  readonly data: StoredArrayOf[T];
  readonly imaginary?: StoredArrayOf[T];
}
