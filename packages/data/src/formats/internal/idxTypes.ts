import type { TensorValue } from "@adjoint/core";
import { allocate } from "../../internal/allocate.js";
import type { StoredType } from "../storedArray.js";

/** An element type of IDX. */
export interface IdxType {
  readonly code: number;
  readonly name: string;
  /** Bytes per element in the file. */
  readonly width: number;
  /** The elements as this framework holds them; `buffer` begins with them, in this machine's byte order. */
  readonly decode: (buffer: ArrayBuffer, count: number, file: string) => Pick<TensorValue, "dtype" | "data">;
}

/** The element types of IDX; 8- and 16-bit signed integers are widened to i32. */
export const idxTypes: readonly IdxType[] = [
  {
    code: 0x08,
    name: "u8",
    width: 1,
    decode: (buffer, count) => ({ dtype: "u8", data: new Uint8Array(buffer, 0, count) }),
  },
  { code: 0x09, name: "i8", width: 1, decode: (buffer, count, file) => widened(new Int8Array(buffer, 0, count), file) },
  {
    code: 0x0b,
    name: "i16",
    width: 2,
    decode: (buffer, count, file) => widened(new Int16Array(buffer, 0, count), file),
  },
  {
    code: 0x0c,
    name: "i32",
    width: 4,
    decode: (buffer, count) => ({ dtype: "i32", data: new Int32Array(buffer, 0, count) }),
  },
  {
    code: 0x0d,
    name: "f32",
    width: 4,
    decode: (buffer, count) => ({ dtype: "f32", data: new Float32Array(buffer, 0, count) }),
  },
  {
    code: 0x0e,
    name: "f64",
    width: 8,
    decode: (buffer, count) => ({ dtype: "f64", data: new Float64Array(buffer, 0, count) }),
  },
];

/** The IDX type that stores an element type; it has none for the others. */
export const idxCodeOf: { readonly [T in StoredType]?: number } = {
  u8: 0x08,
  i8: 0x09,
  i16: 0x0b,
  i32: 0x0c,
  f32: 0x0d,
  f64: 0x0e,
};

function widened(narrow: Int8Array | Int16Array, file: string): { dtype: "i32"; data: Int32Array } {
  const data = new Int32Array(allocate(narrow.length * Int32Array.BYTES_PER_ELEMENT, file));
  data.set(narrow);
  return { dtype: "i32", data };
}
