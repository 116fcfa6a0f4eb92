import { crc32 } from "../crc32.js";
import { checkLimit, inflate, type Packed } from "../inflate.js";
import { type ZipEntry, zipCorrupt } from "./zipEntries.js";

/**
 * The content of a file within a zip file, compared with its checksum.
 *
 * @param limit bytes that it may have.
 * @throws DataError `zip/corrupt`, `deflate/corrupt` or `deflate/limit`.
 */
export function unzip(
  { name, method, checksum, size, packed, offset }: ZipEntry,
  file: string,
  limit: number,
): Uint8Array {
  const part: Packed = { bytes: packed, wrapping: "raw", file, offset };
  if (method === 8) checkLimit(part, size, limit);
  const content = method === 8 ? inflate(part, size) : packed;
  const found = crc32(content);
  if (found === checksum) return content;
  throw zipCorrupt(file, offset, `"${name}" with CRC-32 ${hex(checksum)}`, `CRC-32 ${hex(found)}`);
}

const hex = (value: number): string => value.toString(16).padStart(8, "0");
