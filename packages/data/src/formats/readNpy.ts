import { decodeNpy } from "./internal/npy/decodeNpy.js";
import type { StoredArray } from "./storedArray.js";

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
export const readNpy = (bytes: Uint8Array, { file = "<bytes>" }: { readonly file?: string } = {}): StoredArray =>
  decodeNpy(bytes, file);
