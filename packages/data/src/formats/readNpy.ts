import { DataError } from "../errors/dataError.js";
import { allocate } from "../internal/allocate.js";
import { product } from "../internal/product.js";
import { fromHalves } from "./internal/npy/halves.js";
import { type NpyHeader, npyTruncated, readNpyHeader } from "./internal/npy/npyHeader.js";
import { reorder } from "./internal/reorder.js";
import { reverseAxes } from "./internal/reverseAxes.js";
import { storedTypes } from "./internal/storedTypes.js";
import type { StoredArray, StoredArrayOf, StoredType } from "./storedArray.js";

/**
 * Reads an NPY file of NumPy (versions 1 to 3, either byte order). Arrays in Fortran order are turned to row-major order.
 *
 * Numbers keep their element type, but for f16, which is widened to f32; complex numbers get `imaginary`. `tensorOf` makes a
 * tensor of the outcome. Texts, dates, structured types and Python objects are refused.
 *
 * @param bytes the whole file; it is only read.
 * @param options.file name for error messages. Default `"<bytes>"`.
 * @returns an array in memory of its own.
 * @throws DataError `npy/magic`, `npy/header`, `npy/dtype`, `npy/truncated`, `npy/oversized` or `data/too-large`.
 * @example
 * const labels = tensorOf(readNpy(await readFile("labels.npy"), { file: "labels.npy" })); // i64 labels become i32
 * @see Kern, "A Simple File Format for NumPy Arrays", NEP 1 (2007).
 */
export function readNpy(bytes: Uint8Array, { file = "<bytes>" }: { readonly file?: string } = {}): StoredArray {
  const header = readNpyHeader(bytes, file);
  const { type, shape, columnMajor, start, end } = header;
  const extent = `the end at byte ${end}, for [${shape.join(", ")}] of ${type.width * (type.complex ? 2 : 1)} bytes each`;
  if (bytes.length < end) throw npyTruncated(bytes, file, extent);
  if (bytes.length > end) {
    throw new DataError({ code: "npy/oversized", file, offset: end, expected: extent, found: `${bytes.length} bytes` });
  }
  const { dtype } = type;
  const parts = decode(header, bytes.subarray(start), file).map((part) =>
    columnMajor ? rowMajor(dtype, part, shape) : part,
  );
  const [data, imaginary] = parts;
  return { dtype, shape, data: data!, ...(imaginary === undefined ? {} : { imaginary }) };
}

type Numbers = StoredArrayOf[StoredType];

/** The elements in the order of the file: one array, or one of real and one of imaginary parts. */
function decode({ type, order, shape }: NpyHeader, bytes: Uint8Array, file: string): readonly Numbers[] {
  const { dtype, width, complex = false, half = false } = type;
  const buffer = allocate(bytes.length, file);
  reorder(bytes, new Uint8Array(buffer), width, order);
  if (half) return [fromHalves(new Uint16Array(buffer))];
  const count = product(shape);
  if (!complex) {
    const data = storedTypes[dtype].over(buffer, 0, count);
    return [dtype === "bool" ? (data as Uint8Array).map((value) => (value === 0 ? 0 : 1)) : data];
  }
  const pairs = storedTypes[dtype].over(buffer, 0, 2 * count) as Float64Array;
  const part = (index: 0 | 1) => {
    const numbers = storedTypes[dtype].over(allocate(count * width, file), 0, count) as Float64Array;
    for (let i = 0; i < count; i++) numbers[i] = pairs[2 * i + index]!;
    return numbers;
  };
  return [part(0), part(1)];
}

function rowMajor(dtype: StoredType, data: Numbers, shape: readonly number[]): Numbers {
  const ordered = storedTypes[dtype].over(new ArrayBuffer(data.byteLength), 0, data.length);
  reverseAxes<number | bigint>(data, ordered, shape);
  return ordered;
}
