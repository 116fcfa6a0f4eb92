import { DataError } from "../errors/dataError.js";
import { allocate } from "../internal/allocate.js";
import { checkStored } from "./internal/checkStored.js";
import { npyMagic } from "./internal/npy/npyHeader.js";
import { npyNames } from "./internal/npy/npyTypes.js";
import { type ByteOrder, reorder } from "./internal/reorder.js";
import { storedBytes, storedTypes } from "./internal/storedTypes.js";
import type { StoredArray } from "./storedArray.js";

/**
 * Writes a tensor, or an array of any element type, as an NPY file; the inverse of `readNpy`.
 *
 * @param array complex numbers only of f32 and f64.
 * @param options.byteOrder default `"little"`.
 * @returns the bytes of the file; the elements begin at a multiple of 64 bytes.
 * @throws DataError `data/tensor` for an array whose elements do not fit its shape, `npy/unwritable` for complex integers.
 * @example
 * await writeFile("x.npy", writeNpy({ dtype: "f32", shape: [2], data: Float32Array.of(0.5, -1) }));
 * @see Kern, "A Simple File Format for NumPy Arrays", NEP 1 (2007).
 */
export function writeNpy(
  array: StoredArray,
  { byteOrder = "little" }: { readonly byteOrder?: ByteOrder } = {},
): Uint8Array {
  checkStored("array", array);
  const { dtype, data, imaginary } = array;
  const header = encodeHeader(array, byteOrder);
  const { width } = storedTypes[dtype];
  const elements = storedBytes(imaginary === undefined ? data : paired(array, imaginary));
  const bytes = new Uint8Array(allocate(header.length + elements.length, "<bytes>"));
  bytes.set(header);
  reorder(elements, bytes.subarray(header.length), width, byteOrder);
  return bytes;
}

function encodeHeader({ dtype, shape, imaginary }: StoredArray, byteOrder: ByteOrder): Uint8Array {
  const order = storedTypes[dtype].width === 1 ? "|" : byteOrder === "little" ? "<" : ">";
  const type = imaginary === undefined ? npyNames[dtype] : complexName(dtype);
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${order}${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // Version 1 counts its header in 16 bits, version 2 in 32.
  const version = dictionary.length < 2 ** 16 - 128 ? 1 : 2;
  const prefix = version === 1 ? 10 : 12;
  const length = Math.ceil((prefix + dictionary.length + 1) / 64) * 64;
  const bytes = new TextEncoder().encode(`${" ".repeat(prefix)}${dictionary}`.padEnd(length - 1).concat("\n"));
  const view = new DataView(bytes.buffer);
  bytes.set([...npyMagic, version, 0]);
  if (version === 1) view.setUint16(8, length - prefix, true);
  else view.setUint32(8, length - prefix, true);
  return bytes;
}

function complexName(dtype: StoredArray["dtype"]): string {
  if (dtype === "f32") return "c8";
  if (dtype === "f64") return "c16";
  throw new DataError({ code: "npy/unwritable", expected: "complex numbers of f32 or f64", found: `complex ${dtype}` });
}

/** Real and imaginary parts beside each other, as NumPy has them. */
function paired({ dtype, data }: StoredArray, imaginary: StoredArray["data"]): StoredArray["data"] {
  const pairs = storedTypes[dtype].over(allocate(2 * data.byteLength, "<bytes>"), 0, 2 * data.length) as Float64Array;
  for (let i = 0; i < data.length; i++) {
    pairs[2 * i] = data[i] as number;
    pairs[2 * i + 1] = imaginary[i] as number;
  }
  return pairs;
}
