import { open, readFile } from "node:fs/promises";
import { DataError } from "../errors/dataError.js";

/**
 * The whole of a file.
 *
 * @throws DataError `data/unreadable`.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return (await readAtOnce(file)) ?? (await readFile(file));
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new DataError({ code: "data/unreadable", file, expected: "a file that can be read", found, cause });
  }
}

/**
 * A file whose size is known, in one read. `readFile` needs a turn of the event loop for every 512 KB, and where steps of
 * training block the thread, turns are few.
 *
 * @returns `undefined` for what is no plain file, or changed its size meanwhile.
 */
async function readAtOnce(file: string): Promise<Uint8Array | undefined> {
  await using handle = await open(file);
  const stat = await handle.stat();
  if (!stat.isFile() || stat.size === 0 || stat.size > greatestRead) return undefined;
  const bytes = Buffer.allocUnsafeSlow(stat.size);
  const { bytesRead } = await handle.read(bytes, 0, stat.size, 0);
  return bytesRead === stat.size ? bytes : undefined;
}

/** What an operating system reads at once, at most. */
const greatestRead = 2 ** 31 - 4096;
