import { readFile } from "node:fs/promises";
import { DataError } from "../errors/dataError.js";

/**
 * The whole of a file.
 *
 * @throws DataError `data/unreadable`.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new DataError({ code: "data/unreadable", file, expected: "a file that can be read", found, cause });
  }
}
