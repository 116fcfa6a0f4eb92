import { DataError } from "../../../errors/dataError.js";
import { readZip64 } from "./zip64.js";

/** A file within a zip file. */
export interface ZipEntry {
  readonly name: string;
  /** 0: as it is; 8: deflated. */
  readonly method: number;
  readonly checksum: number;
  readonly size: number;
  readonly packed: Uint8Array;
  /** Where `packed` begins. */
  readonly offset: number;
}

const signatures = { end: 0x06054b50, directory: 0x02014b50, local: 0x04034b50 } as const;
const lengths = { end: 22, directory: 46, local: 30 } as const;

/** The comment after the end record is counted in 16 bits. */
const longestComment = 2 ** 16 - 1;

/**
 * The files within a zip file, by its directory, which stands at the end. Nothing is unpacked.
 *
 * @throws DataError `zip/corrupt`, also for files that overlap, by which a small file could hold a lot; `zip/unsupported`.
 * @see PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3.10, section 4.3.
 */
export function zipEntries(bytes: Uint8Array, file: string): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at: directoryAt, count } = findDirectory(view, file);
  const entries: ZipEntry[] = [];
  for (let at = directoryAt; entries.length < count; ) {
    if (at + lengths.directory > bytes.length || view.getUint32(at, true) !== signatures.directory) {
      throw zipCorrupt(file, at, `entry ${entries.length + 1} of ${count} of the directory`, "something else");
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + lengths.directory + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > bytes.length) throw zipCorrupt(file, at, "a whole entry of the directory", "the end of the file");
    entries.push(readEntry(bytes, view, at, file));
    at = next;
  }
  checkOverlaps(entries, file);
  return entries;
}

function findDirectory(view: DataView, file: string): { readonly at: number; readonly count: number } {
  const last = view.byteLength - lengths.end;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (
      view.getUint32(at, true) !== signatures.end ||
      at + lengths.end + view.getUint16(at + 20, true) !== view.byteLength
    )
      continue;
    const plain = { at: view.getUint32(at + 16, true), count: view.getUint16(at + 10, true) };
    const { at: start, count } = readZip64(view, at) ?? plain;
    if (start + count * lengths.directory > at) {
      throw zipCorrupt(file, at, `a directory of ${count} entries before byte ${at}`, `its start at byte ${start}`);
    }
    return { at: start, count };
  }
  throw zipCorrupt(file, view.byteLength, "the end record of a zip file", "none");
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, file: string): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const nameLength = view.getUint16(at + 28, true);
  const name = new TextDecoder().decode(bytes.subarray(at + lengths.directory, at + lengths.directory + nameLength));
  if (flags & 1 || (method !== 0 && method !== 8)) {
    const found = flags & 1 ? "encryption" : `method ${method}`;
    const expected = `"${name}" as it is (method 0) or deflated (method 8)`;
    throw new DataError({ code: "zip/unsupported", file, offset: at, expected, found });
  }
  const { size, packedSize, local } = sizesOf(view, at);
  const expected = `the header of "${name}" at byte ${local}`;
  if (local + lengths.local > bytes.length || view.getUint32(local, true) !== signatures.local) {
    throw zipCorrupt(file, at, expected, "something else");
  }
  const offset = local + lengths.local + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (offset + packedSize > bytes.length || (method === 0 && size !== packedSize)) {
    throw zipCorrupt(
      file,
      local,
      `${packedSize} bytes of "${name}", for ${size}`,
      `the end after ${bytes.length} bytes`,
    );
  }
  const packed = bytes.subarray(offset, offset + packedSize);
  return { name, method, checksum: view.getUint32(at + 16, true), size, packed, offset };
}

/** Sizes and place of an entry: in 32 bits, or in a field of 64 bits among the extra ones. */
function sizesOf(view: DataView, at: number) {
  let [packedSize, size, local] = [20, 24, 42].map((step) => view.getUint32(at + step, true)) as [
    number,
    number,
    number,
  ];
  const nameLength = view.getUint16(at + 28, true);
  const end = at + lengths.directory + nameLength + view.getUint16(at + 30, true);
  for (let field = end - view.getUint16(at + 30, true); field + 4 <= end; ) {
    const length = view.getUint16(field + 2, true);
    const stop = Math.min(field + 4 + length, end);
    if (view.getUint16(field, true) === 1) {
      let place = field + 4;
      const wide = (narrow: number) => {
        if (narrow !== 2 ** 32 - 1 || place + 8 > stop) return narrow;
        place += 8;
        return Number(view.getBigUint64(place - 8, true));
      };
      size = wide(size);
      packedSize = wide(packedSize);
      local = wide(local);
    }
    field += 4 + length;
  }
  return { size, packedSize, local };
}

function checkOverlaps(entries: readonly ZipEntry[], file: string): void {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  sorted.forEach(({ name, offset, packed }, i) => {
    const next = sorted[i + 1];
    if (next !== undefined && next.offset < offset + packed.length) {
      throw zipCorrupt(file, next.offset, `"${next.name}" after the end of "${name}"`, "files that overlap");
    }
  });
}

export const zipCorrupt = (file: string, offset: number, expected: string, found: string): DataError =>
  new DataError({ code: "zip/corrupt", file, offset, expected, found });
