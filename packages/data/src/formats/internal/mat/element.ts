import { dataTypes } from "./classes.js";
import { type MatSource, matCorrupt, matTruncated } from "./source.js";

/** One data element: a tag and the bytes that it announces. */
export interface Element {
  readonly type: number;
  /** Where its tag is, in bytes. */
  readonly at: number;
  /** Where its data begin. */
  readonly start: number;
  readonly size: number;
  /** Where the next element begins. */
  readonly next: number;
}

/**
 * The data element at byte `at`, which must lie before byte `end`. A small one has type, size and up to four bytes of data
 * within its tag.
 *
 * @throws DataError `mat/truncated` when it reaches beyond the source, `mat/corrupt` when only beyond `end`.
 * @see MAT-File Format, "Data elements".
 */
export function readElement(source: MatSource, at: number, end: number): Element {
  const bound = Math.min(end, source.bytes.length);
  if (at + 8 > bound) throw tooLong(source, at, at + 8, end, "a data element of 8 bytes or more");
  const element = nextElement(source, at);
  const { start, size, next } = element;
  if (start + size > bound) throw tooLong(source, at, start + size, end, `a data element of ${size} bytes`);
  // Some programs leave out the padding before the end.
  return { ...element, next: Math.min(next, end) };
}

/**
 * What the tag at byte `at` says, believed.
 *
 * @param place where the tag is, if the source does not begin where that is counted from. Default `at`.
 * @throws DataError `mat/corrupt`.
 */
export function nextElement(source: MatSource, at: number, place = at): Element {
  const little = source.order === "little";
  const word = source.view.getUint32(at, little);
  const smallSize = word >>> 16;
  if (smallSize > 4) throw matCorrupt(source, place, "a small data element of 1 to 4 bytes", `${smallSize} bytes`);
  if (smallSize > 0) return { type: word & 0xffff, at: place, start: place + 4, size: smallSize, next: place + 8 };
  const size = source.view.getUint32(at + 4, little);
  const start = place + 8;
  // Compressed elements are not padded.
  const padded = word === dataTypes.compressed ? size : Math.ceil(size / 8) * 8;
  return { type: word, at: place, start, size, next: start + padded };
}

const tooLong = (source: MatSource, at: number, reach: number, end: number, expected: string) =>
  reach > source.bytes.length
    ? matTruncated(source, at, expected)
    : matCorrupt(source, at, expected, `what it is part of ends at byte ${end}`);
