import { DataError } from "../errors/dataError.js";
import { zip } from "./internal/zip/zip.js";
import type { StoredArray } from "./storedArray.js";
import { writeNpy } from "./writeNpy.js";

/**
 * Writes tensors, or arrays of any element type, as an NPZ file; the inverse of `readNpz`. The same arrays in the same order
 * give the same bytes.
 *
 * @param arrays by name.
 * @param options.compress whether to compress, as `savez_compressed` does. Default true.
 * @returns the bytes of the file.
 * @throws DataError `npy/unwritable` for a file of 4 GiB or more; otherwise as `writeNpy`.
 * @example
 * await writeFile("points.npz", writeNpz(new Map([["x", { dtype: "f32", shape: [2], data: Float32Array.of(0.5, -1) }]])));
 */
export function writeNpz(
  arrays: ReadonlyMap<string, StoredArray>,
  { compress = true }: { readonly compress?: boolean } = {},
): Uint8Array {
  const files = new Map([...arrays].map(([name, array]) => [`${name}.npy`, writeNpy(array)]));
  const bytes = zip(files, compress);
  if (bytes !== undefined) return bytes;
  const expected = "arrays below 4 GiB, all together, and fewer than 65,535";
  throw new DataError({ code: "npy/unwritable", expected, found: `${arrays.size} arrays` });
}
