import { DataError } from "../../../errors/dataError.js";
import { allocate } from "../../../internal/allocate.js";
import { product } from "../../../internal/product.js";
import type { StoredArray, StoredArrayOf, StoredType } from "../../storedArray.js";
import { reorder } from "../reorder.js";
import { reverseAxes } from "../reverseAxes.js";
import { storedTypes } from "../storedTypes.js";
import { fromHalves } from "./halves.js";
import { type NpyHeader, npyTruncated, readNpyHeader } from "./npyHeader.js";

type Numbers = StoredArrayOf[StoredType];

/**
 * The array of an NPY file.
 *
 * @param owned whether the memory of `bytes` may become that of the array.
 * @throws DataError as `readNpy`.
 */
export function decodeNpy(bytes: Uint8Array, file: string, owned = false): StoredArray {
  const header = readNpyHeader(bytes, file);
  const { type, shape, columnMajor, order, start, end } = header;
  const extent = `the end at byte ${end}, for [${shape.join(", ")}] of ${type.width * (type.complex ? 2 : 1)} bytes each`;
  if (bytes.length < end) throw npyTruncated(bytes, file, extent);
  if (bytes.length > end) {
    throw new DataError({ code: "npy/oversized", file, offset: end, expected: extent, found: `${bytes.length} bytes` });
  }
  const { dtype, width, complex = false, half = false } = type;
  const content = bytes.subarray(start);
  const inItsPlace = !complex && !half && !columnMajor && dtype !== "bool";
  if (owned && inItsPlace && content.byteOffset % width === 0) {
    reorder(content, content, width, order);
    return { dtype, shape, data: storedTypes[dtype].over(content.buffer, content.byteOffset, product(shape)) };
  }
  return { dtype, shape, ...converted(header, content, file) };
}

/** Elements of a file that are converted at a time. */
const pieceLength = 1 << 16;

/** The elements in this machine's byte order and in row-major order, in memory of their own. */
function converted({ type, order, shape, columnMajor }: NpyHeader, bytes: Uint8Array, file: string) {
  const { dtype, width, complex = false, half = false } = type;
  const { over, width: bytesEach } = storedTypes[dtype];
  const count = product(shape);
  const empty = () => over(allocate(count * bytesEach, file), 0, count);
  const parts = complex ? [empty(), empty()] : [empty()];
  const step = pieceLength * width * parts.length;
  const copy = new Uint8Array(Math.min(step, bytes.length));
  for (let start = 0; start < bytes.length; start += step) {
    const piece = bytes.subarray(start, start + step);
    reorder(piece, copy.subarray(0, piece.length), width, order);
    const length = piece.length / width;
    const numbers = half ? fromHalves(new Uint16Array(copy.buffer, 0, length)) : over(copy.buffer, 0, length);
    const first = start / width / parts.length;
    parts.forEach((part, index) => {
      const values = complex
        ? everySecond(numbers as Float64Array, index)
        : dtype === "bool"
          ? flags(numbers)
          : numbers;
      if (columnMajor) reverseAxes<number | bigint>(values, part, shape, first);
      else (part as Float64Array).set(values as Float64Array, first);
    });
  }
  const [data, imaginary] = parts;
  return { data: data!, ...(imaginary === undefined ? {} : { imaginary }) };
}

const flags = (numbers: Numbers): Numbers => (numbers as Uint8Array).map((value) => (value === 0 ? 0 : 1));

/** Real parts (0) or imaginary parts (1) of pairs of them. */
function everySecond(pairs: Float64Array, index: number): Numbers {
  const values = pairs.slice(0, pairs.length / 2);
  for (let i = 0; i < values.length; i++) values[i] = pairs[2 * i + index]!;
  return values;
}
