import { DataError } from "../../errors/dataError.js";
import { product } from "../../internal/product.js";
import { type IdxType, idxTypes } from "./idxTypes.js";

/** What stands before the elements of an IDX file. */
export interface IdxHeader {
  readonly type: IdxType;
  readonly shape: readonly number[];
  /** Where the elements begin, in bytes. */
  readonly start: number;
  /** Where the file must end, in bytes. */
  readonly end: number;
}

/** Bytes that the header takes, or undefined while `bytes` are too few to tell. */
export function idxHeaderLength(bytes: Uint8Array): number | undefined {
  const rank = bytes[3];
  return rank === undefined ? undefined : 4 + 4 * rank;
}

/**
 * Reads and checks the header; looks at nothing after it.
 *
 * @throws DataError `idx/truncated`, `idx/magic`, `idx/type` or `data/too-large`.
 */
export function readIdxHeader(bytes: Uint8Array, file: string): IdxHeader {
  const start = idxHeaderLength(bytes);
  if (start === undefined) throw truncated(bytes, file, "a header of 4 bytes or more");
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    const found = Array.from(bytes.subarray(0, 4), hex).join(" ");
    throw new DataError({ code: "idx/magic", file, offset: 0, expected: "00 00, element type, rank", found });
  }
  const type = idxTypes.find(({ code }) => code === bytes[2]);
  if (type === undefined) {
    const expected = `one of ${idxTypes.map(({ code, name }) => `${hex(code)} (${name})`).join(", ")}`;
    throw new DataError({ code: "idx/type", file, offset: 2, expected, found: hex(bytes[2] ?? 0) });
  }
  if (bytes.length < start) throw truncated(bytes, file, `a header of ${start} bytes, for rank ${bytes[3]}`);

  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape = Array.from({ length: (start - 4) / 4 }, (_, axis) => view.getUint32(4 + 4 * axis));
  const end = start + product(shape) * type.width;
  if (!Number.isSafeInteger(end)) {
    const found = `dimensions [${shape.join(", ")}] of ${type.name}`;
    throw new DataError({
      code: "data/too-large",
      file,
      offset: 4,
      expected: "dimensions that a file can hold",
      found,
    });
  }
  return { type, shape, start, end };
}

/** The error for an IDX file that ends with `bytes`, before what is `expected`. */
export const truncated = (bytes: Uint8Array, file: string, expected: string): DataError =>
  new DataError({
    code: "idx/truncated",
    file,
    offset: bytes.length,
    expected,
    found: `the end after ${bytes.length} bytes`,
  });

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
