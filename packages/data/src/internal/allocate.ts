import { DataError } from "../errors/dataError.js";

/**
 * Zeroed memory, or an error that says for which file there is not enough of it.
 *
 * @param byteLength ≥ 0, may be `Infinity`.
 * @throws DataError `data/too-large` when the machine or the engine refuses.
 */
export function allocate(byteLength: number, file: string): ArrayBuffer {
  try {
    return new ArrayBuffer(byteLength);
  } catch (cause) {
    throw new DataError({
      code: "data/too-large",
      file,
      expected: "a size that this machine can allocate",
      found: `${byteLength} bytes`,
      cause,
    });
  }
}
