import { DataError } from "../errors/dataError.js";

/**
 * Writes, and says which file it was when that fails.
 *
 * @throws DataError `data/unwritable`.
 */
export async function attemptWrite<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new DataError({ code: "data/unwritable", file, expected: "a file that can be written", found, cause });
  }
}
