import { allocate } from "../../../internal/allocate.js";
import { product } from "../../../internal/product.js";
import type { StoredArrayOf, StoredType } from "../../storedArray.js";
import { type ByteOrder, isHostOrder, reorder } from "../reorder.js";
import { reverseAxes } from "../reverseAxes.js";
import { storedBytes, storedTypes } from "../storedTypes.js";
import { numberTypes } from "./classes.js";
import type { Element } from "./element.js";
import { type MatSource, matCorrupt } from "./source.js";

type Numbers = StoredArrayOf[StoredType];

/**
 * The numbers of a data element as elements of `dtype`, in row-major order and in memory of their own. Files keep numbers
 * in the narrowest type that holds them, whatever the class of the array.
 *
 * @throws DataError `mat/corrupt` when they are not as many as `shape` asks for, or too large for `dtype`.
 */
export function readNumbers<T extends StoredType>(
  source: MatSource,
  element: Element,
  dtype: T,
  shape: readonly number[],
): StoredArrayOf[T] {
  const { data, stored, put, take } = numbersWriter(source, element, dtype, shape);
  const { width, over } = storedTypes[stored];
  const bytes = source.bytes.subarray(element.start, element.start + element.size);
  const asTheyLie = dtype !== "bool" && liesAsHere(bytes, width, source.order);
  if (asTheyLie) put(over(bytes.buffer, bytes.byteOffset, bytes.length / width), 0);
  else take(bytes);
  return data;
}

/** What takes the numbers of a data element. */
export interface NumbersWriter<T extends StoredType> {
  /** All numbers in row-major order, when all have been taken. */
  readonly data: StoredArrayOf[T];
  /** The element type in the file. */
  readonly stored: StoredType;
  /** Puts numbers that follow one another in the file to their places; `first` is that of the first of them in the file. */
  readonly put: (numbers: Numbers, first: number) => void;
  /** Takes the next bytes of the element, as many as there are. */
  readonly take: (bytes: Uint8Array) => void;
}

/**
 * Memory for the numbers of a data element, and what puts them there.
 *
 * @throws DataError `mat/corrupt` when they are not as many as `shape` asks for; so do `put` and `take` for one too large for `dtype`.
 */
export function numbersWriter<T extends StoredType>(
  source: MatSource,
  element: Element,
  dtype: T,
  shape: readonly number[],
): NumbersWriter<T> {
  const stored = storedType(source, element);
  const count = product(shape);
  const found = element.size / storedTypes[stored].width;
  if (found !== count) {
    const expected = `${count} elements, for shape [${shape.join(", ")}]`;
    throw matCorrupt(source, element.at, expected, `${found} elements of type ${stored}`);
  }
  const { width, over } = storedTypes[dtype];
  const data = over(allocate(count * width, source.file), 0, count) as StoredArrayOf[T];
  const put = (numbers: Numbers, first: number) => {
    if (stored === dtype) reverseAxes(bits(numbers), bits(data), shape, first);
    else if (dtype === "bool") {
      const flags = Uint8Array.from(numbers as Uint8Array, (value) => (value ? 1 : 0));
      reverseAxes(flags, data as Uint8Array, shape, first);
    } else reverseAxes<number | bigint>(converted(source, element, numbers, dtype, first), data, shape, first);
  };
  return { data, stored, put, take: inPieces(element, shape, stored, source.order, put) };
}

/** Bytes whose numbers are put to their places together, at the least. */
const leastPiece = 1 << 20;

/** Places along the last axis that should be filled together, since they lie side by side. */
const columnsTogether = 32;

/** Gathers bytes until they are worth to be put to their places: pieces of 1 MB, or of several columns, but of no more than a quarter. */
function inPieces(
  { size }: Element,
  shape: readonly number[],
  stored: StoredType,
  order: ByteOrder,
  put: (numbers: Numbers, first: number) => void,
): (bytes: Uint8Array) => void {
  const { width, over } = storedTypes[stored];
  const count = shape.findLast((size) => size !== 1) ?? 1;
  const columns = (size / count) * Math.min(columnsTogether, Math.floor(count / 4));
  let piece: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;
  let first = 0;
  return (bytes) => {
    piece ??= new Uint8Array(Math.min(size, Math.max(leastPiece, columns)));
    for (let from = 0; from < bytes.length; ) {
      const taken = bytes.subarray(from, from + piece.length - filled);
      piece.set(taken, filled);
      from += taken.length;
      filled += taken.length;
      const last = first * width + filled === size;
      if (filled < piece.length && !last) continue;
      const whole = piece.subarray(0, filled);
      reorder(whole, whole, width, order);
      put(over(piece.buffer, 0, filled / width), first);
      first += filled / width;
      filled = 0;
    }
  };
}

/** The element type of a data element that holds whole numbers of one. */
function storedType(source: MatSource, { type, at, size }: Element): StoredType {
  const stored = numberTypes.get(type);
  if (stored === undefined) throw matCorrupt(source, at, "a type of numbers", `type ${type}`);
  if (size % storedTypes[stored].width === 0) return stored;
  throw matCorrupt(source, at, `whole elements of type ${stored}`, `${size} bytes`);
}

/**
 * The numbers of a data element in this machine's byte order; where possible without copying them.
 *
 * @throws DataError `mat/corrupt`.
 */
export function storedNumbers(source: MatSource, element: Element): { stored: StoredType; numbers: Numbers } {
  const stored = storedType(source, element);
  const bytes = source.bytes.subarray(element.start, element.start + element.size);
  const { width, over } = storedTypes[stored];
  const numbers = liesAsHere(bytes, width, source.order)
    ? over(bytes.buffer, bytes.byteOffset, bytes.length / width)
    : inHostOrder(bytes, stored, source.order);
  return { stored, numbers };
}

/** Can bytes of a file be read as numbers where they lie? */
const liesAsHere = ({ byteOffset }: Uint8Array, width: number, order: ByteOrder): boolean =>
  byteOffset % width === 0 && (width === 1 || isHostOrder(order));

/** A copy of the bytes of a file as numbers. */
function inHostOrder(bytes: Uint8Array, stored: StoredType, order: ByteOrder): Numbers {
  const { width, over } = storedTypes[stored];
  const copy = new Uint8Array(bytes.length);
  reorder(bytes, copy, width, order);
  return over(copy.buffer, 0, bytes.length / width);
}

/** As numbers or big integers, whichever `dtype` holds; integers are checked to fit. */
function converted(source: MatSource, { at }: Element, numbers: Numbers, dtype: StoredType, first: number): Numbers {
  if (dtype === "f32" || dtype === "f64") return asNumbers(numbers);
  const [least, greatest] = storedTypes[dtype].range;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    const whole = typeof value === "bigint" || Number.isInteger(value);
    if (whole && value >= least && value <= greatest) continue;
    throw matCorrupt(source, at, `integers of type ${dtype}`, `${value} as element ${first + i}`);
  }
  if (dtype === "i64") return BigInt64Array.from(numbers as Iterable<number>, BigInt);
  if (dtype === "u64") return BigUint64Array.from(numbers as Iterable<number>, BigInt);
  return asNumbers(numbers);
}

const asNumbers = (numbers: Numbers): Numbers =>
  numbers instanceof BigInt64Array || numbers instanceof BigUint64Array
    ? Float64Array.from(numbers as Iterable<bigint>, Number)
    : numbers;

/** The same memory as unsigned bits of the same width, so that few kinds of arrays meet in the loops that copy. */
function bits(data: Numbers): Uint8Array | Uint16Array | Uint32Array | Float64Array {
  const { buffer, byteOffset, byteLength } = storedBytes(data);
  const width = data.BYTES_PER_ELEMENT;
  if (width === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (width === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  if (width === 4) return new Uint32Array(buffer, byteOffset, byteLength / 4);
  return new Float64Array(buffer, byteOffset, byteLength / 8);
}
