import type { StoredArrayOf, StoredType } from "../storedArray.js";

interface Stored<T extends StoredType> {
  /** Bytes per element. */
  readonly width: number;
  /** `length` elements of `buffer` from byte `start`, in this machine's byte order. */
  readonly over: (buffer: ArrayBufferLike, start: number, length: number) => StoredArrayOf[T];
  /** Least and greatest value, of integers. */
  readonly range?: readonly [least: number | bigint, greatest: number | bigint];
}

/** How each element type of files lies in memory. */
export const storedTypes = {
  f32: { width: 4, over: (buffer, start, length) => new Float32Array(buffer as ArrayBuffer, start, length) },
  f64: { width: 8, over: (buffer, start, length) => new Float64Array(buffer as ArrayBuffer, start, length) },
  i8: {
    width: 1,
    over: (buffer, start, length) => new Int8Array(buffer as ArrayBuffer, start, length),
    range: [-(2 ** 7), 2 ** 7 - 1],
  },
  i16: {
    width: 2,
    over: (buffer, start, length) => new Int16Array(buffer as ArrayBuffer, start, length),
    range: [-(2 ** 15), 2 ** 15 - 1],
  },
  i32: {
    width: 4,
    over: (buffer, start, length) => new Int32Array(buffer as ArrayBuffer, start, length),
    range: [-(2 ** 31), 2 ** 31 - 1],
  },
  i64: {
    width: 8,
    over: (buffer, start, length) => new BigInt64Array(buffer as ArrayBuffer, start, length),
    range: [-(2n ** 63n), 2n ** 63n - 1n],
  },
  u8: {
    width: 1,
    over: (buffer, start, length) => new Uint8Array(buffer as ArrayBuffer, start, length),
    range: [0, 2 ** 8 - 1],
  },
  u16: {
    width: 2,
    over: (buffer, start, length) => new Uint16Array(buffer as ArrayBuffer, start, length),
    range: [0, 2 ** 16 - 1],
  },
  u32: {
    width: 4,
    over: (buffer, start, length) => new Uint32Array(buffer as ArrayBuffer, start, length),
    range: [0, 2 ** 32 - 1],
  },
  u64: {
    width: 8,
    over: (buffer, start, length) => new BigUint64Array(buffer as ArrayBuffer, start, length),
    range: [0n, 2n ** 64n - 1n],
  },
  bool: {
    width: 1,
    over: (buffer, start, length) => new Uint8Array(buffer as ArrayBuffer, start, length),
    range: [0, 1],
  },
} as const satisfies { readonly [T in StoredType]: Stored<T> };

/** The bytes of `data`: the same memory, in this machine's byte order. */
export const storedBytes = (data: StoredArrayOf[StoredType]): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
