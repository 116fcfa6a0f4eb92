import { DataError } from "../errors/dataError.js";
import { defaultLimit, worthKeeping } from "./internal/inflate.js";
import { decodeNpy } from "./internal/npy/decodeNpy.js";
import { unzip } from "./internal/zip/unzip.js";
import { zipEntries } from "./internal/zip/zipEntries.js";
import type { StoredArray } from "./storedArray.js";

export interface ReadNpzOptions {
  /** Name for error messages. Default `"<bytes>"`. */
  readonly file?: string;
  /** Names of the arrays to read; the others are not unpacked. Default: all. */
  readonly only?: readonly string[];
  /** Bytes that compressed arrays may take unpacked, all together. Default 2³⁰, 1 GiB. */
  readonly limit?: number;
}

const ending = ".npy";

/**
 * Reads an NPZ file of NumPy (`savez`, `savez_compressed`): a zip file of arrays. Files in it that are no arrays are passed
 * over.
 *
 * @param bytes the whole file; it is only read.
 * @returns the arrays by name, in the order of the file.
 * @throws DataError `zip/corrupt`, `zip/unsupported`, `deflate/corrupt`, `deflate/limit`, `npy/missing` for a name in `only`
 * that the file lacks, or an error of `readNpy`.
 * @example
 * const arrays = readNpz(await readFile("mnist.npz"), { file: "mnist.npz", only: ["x_train", "y_train"] });
 * const images = tensorOf(arrays.get("x_train")!);
 */
export function readNpz(bytes: Uint8Array, options: ReadNpzOptions = {}): ReadonlyMap<string, StoredArray> {
  const { file = "<bytes>", only, limit = defaultLimit } = options;
  const entries = new Map(
    zipEntries(bytes, file)
      .filter(({ name }) => name.endsWith(ending))
      .map((entry) => [entry.name.slice(0, -ending.length), entry]),
  );
  const names = only ?? [...entries.keys()];
  let left = limit;
  return new Map(
    names.map((name) => {
      const entry = entries.get(name);
      if (entry === undefined) {
        const found = [...entries.keys()].map((each) => `"${each}"`).join(", ") || "no array";
        throw new DataError({ code: "npy/missing", file, expected: `an array "${name}"`, found });
      }
      const content = unzip(entry, file, left);
      if (entry.method !== 0) left -= content.length;
      return [name, decodeNpy(content, `${file}/${entry.name}`, entry.method !== 0 && content.length >= worthKeeping)];
    }),
  );
}
