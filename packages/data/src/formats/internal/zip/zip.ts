import { concatenated } from "../concatenated.js";
import { crc32 } from "../crc32.js";
import { deflate } from "../deflate.js";

/** 1 January 1980, 0:00, as MS-DOS writes it: the same files give the same bytes. */
const date = 0x0021;

/** Names are UTF-8. */
const flags = 0x0800;

/** The version that a reader needs: 2.0, for deflate. */
const version = 20;

/**
 * A zip file of these files, or undefined when it would take 4 GiB or more, or 65,535 files.
 *
 * @see PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3.10, section 4.3.
 */
export function zip(files: ReadonlyMap<string, Uint8Array>, compress: boolean): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const data = compress ? deflate(content, "raw") : content;
    const encoded = new TextEncoder().encode(name);
    const common = [
      u16(version, flags, compress ? 8 : 0, 0, date),
      u32(crc32(content), data.length, content.length),
      u16(encoded.length, 0),
    ];
    const local = concatenated([u32(0x04034b50), ...common, encoded]);
    directory.push(u32(0x02014b50), u16(version), ...common, u16(0, 0, 0), u32(0, offset), encoded);
    pieces.push(local, data);
    offset += local.length + data.length;
  }
  const list = concatenated(directory);
  if (offset + list.length >= 2 ** 32 || files.size >= 2 ** 16 - 1) return undefined;
  const end = [u32(0x06054b50), u16(0, 0, files.size, files.size), u32(list.length, offset), u16(0)];
  return concatenated([...pieces, list, ...end]);
}

function u16(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((value, i) => {
    view.setUint16(2 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}

function u32(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    view.setUint32(4 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}
