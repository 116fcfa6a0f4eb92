import { DataError } from "../../../errors/dataError.js";
import { type ByteOrder, reorder } from "../reorder.js";
import { arrayFlags, dataTypes, numberCodes } from "./classes.js";

/** The pieces of a data element: its tag, its data, the padding. Up to four bytes of data lie within the tag. */
export function element(type: number, data: Uint8Array, order: ByteOrder): readonly Uint8Array[] {
  if (data.length > 0 && data.length <= 4) {
    const small = new Uint8Array(8);
    small.set(u32([data.length * 2 ** 16 + type], order));
    small.set(data, 4);
    return [small];
  }
  return [tag(type, data.length, order), data, new Uint8Array((8 - (data.length % 8)) % 8)];
}

/** A matrix element of the pieces that come after its tag. */
export function matrixElement(pieces: readonly Uint8Array[], order: ByteOrder): readonly Uint8Array[] {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [tag(dataTypes.matrix, size, order), ...pieces];
}

/** Type and size of an element. */
export function tag(type: number, size: number, order: ByteOrder): Uint8Array {
  if (size < 2 ** 32) return u32([type, size], order);
  throw new DataError({
    code: "mat/unwritable",
    expected: "variables below 4 GiB, which is all that level 5 can count",
    found: `${size} bytes`,
    remedy: "Split the array, or write it as NPZ.",
  });
}

/** What every array begins with: flags and class, shape, name. */
export interface ArrayStart {
  readonly classCode: number;
  readonly shape: readonly number[];
  readonly name: string;
  readonly complex?: boolean;
  readonly logical?: boolean;
  /** Of a sparse matrix, for how many elements there is room. */
  readonly room?: number;
}

export function arrayStart(start: ArrayStart, order: ByteOrder): readonly Uint8Array[] {
  const { classCode, shape, name, complex = false, logical = false, room = 0 } = start;
  const word = classCode + (complex ? arrayFlags.complex : 0) + (logical ? arrayFlags.logical : 0);
  if (shape.some((size) => size >= 2 ** 31)) {
    const expected = "dimensions below 2^31";
    throw new DataError({ code: "mat/unwritable", expected, found: `"${name}" [${shape.join(", ")}]` });
  }
  return [
    ...element(numberCodes.u32, u32([word, room], order), order),
    ...element(numberCodes.i32, u32(shape, order), order),
    ...element(numberCodes.i8, new TextEncoder().encode(name), order),
  ];
}

/** Unsigned numbers of 32 bits in the byte order of the file. */
export function u32(numbers: ArrayLike<number>, order: ByteOrder): Uint8Array {
  const host = Uint32Array.from(numbers);
  const bytes = new Uint8Array(host.byteLength);
  reorder(new Uint8Array(host.buffer), bytes, 4, order);
  return bytes;
}
