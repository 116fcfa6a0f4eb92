import { openMat } from "./internal/mat/openMat.js";
import { skippedClasses } from "./internal/mat/skippedClasses.js";
import type { MatValue } from "./matValue.js";

/** What a MAT-file holds. */
export interface MatFile {
  /** By name, in the order of the file. */
  readonly variables: ReadonlyMap<string, MatValue>;
  /** What was left out, a sentence each: function handles and objects, which only MATLAB can make sense of. */
  readonly warnings: readonly string[];
}

export interface ReadMatOptions {
  /** Name for error messages. Default `"<bytes>"`. */
  readonly file?: string;
  /** Names of the variables to read; the others are not unpacked. Default: all. */
  readonly only?: readonly string[];
  /** Bytes that compressed variables may take unpacked, all together; of 7.3, all variables. Default 2³⁰, 1 GiB. */
  readonly limit?: number;
}

/**
 * Reads a MAT-file of MATLAB: level 4, level 5 (`-v6`, and compressed as `-v7`) in either byte order, or 7.3 (HDF5), for which the
 * package `h5wasm` is loaded.
 *
 * MATLAB keeps arrays in column-major order; all that is returned is in row-major order, so element [i, j] of a matrix of
 * shape [m, n] is `data[i * n + j]`. Numbers keep the element type of their class: `tensorOf` makes a tensor of them, and
 * `denseOf` an array of a sparse matrix. Memory is taken for what the file holds and never for what it only announces;
 * what is compressed may take no more than `limit`.
 *
 * @param bytes the whole file; it is only read.
 * @throws DataError `mat/magic`, `mat/truncated`, `mat/corrupt`, `mat/unsupported`, `mat/hdf5`, `mat/variable` for a name in `only`
 * that the file lacks, `deflate/corrupt`, `deflate/limit` or `data/too-large`.
 * @example
 * const { variables } = await readMat(await readFile("PeaksData.mat"), { file: "PeaksData.mat" });
 * const points = variables.get("Yt"); // { kind: "array", dtype: "f64", shape: [2, 5000], data }
 * @see MathWorks, "MAT-File Format" (2024).
 */
export async function readMat(bytes: Uint8Array, options: ReadMatOptions = {}): Promise<MatFile> {
  const { close, entries } = await openMat(bytes, options);
  try {
    const chosen = entries.filter(({ name }) => options.only?.includes(name) ?? true);
    const left = chosen.filter((entry) => skippedClasses.has(entry.class));
    const read = chosen.filter((entry) => !skippedClasses.has(entry.class));
    const variables = new Map<string, MatValue>();
    for (const { name, read: value } of read) variables.set(name, await value());
    return {
      variables,
      warnings: left.map(
        (entry) => `"${entry.name}" was left out: it is of class ${entry.class}, which only MATLAB reads`,
      ),
    };
  } finally {
    close();
  }
}
