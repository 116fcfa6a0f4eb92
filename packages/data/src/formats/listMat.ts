import { openMat } from "./internal/mat/openMat.js";
import type { MatEntry } from "./internal/mat/variable.js";
import type { ReadMatOptions } from "./readMat.js";

/**
 * What a MAT-file holds, without reading the values: of a compressed variable, only the beginning is unpacked.
 *
 * @param bytes the whole file; it is only read.
 * @returns name, class, shape and whether complex, in the order of the file; function handles and objects too.
 * @throws DataError as `readMat`.
 * @example
 * await listMat(await readFile("PeaksData.mat")); // [{ name: "Yt", class: "double", shape: [2, 5000], complex: false }]
 */
export async function listMat(
  bytes: Uint8Array,
  options: Pick<ReadMatOptions, "file"> = {},
): Promise<readonly MatEntry[]> {
  const { close, entries } = await openMat(bytes, options);
  close();
  return entries.map(({ name, class: className, shape, complex }) => ({ name, class: className, shape, complex }));
}
