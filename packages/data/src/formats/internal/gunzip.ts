import { Gunzip } from "fflate";
import { DataError } from "../../errors/dataError.js";
import { allocate } from "../../internal/allocate.js";
import { crc32 } from "./crc32.js";
import { zlibOfNode } from "./engines.js";

/** The most that deflate can shrink anything: 258 bytes into two bits. */
const greatestRatio = 1032;

/** Compressed bytes unpacked at a time; bounds what is unpacked in vain when the content turns out too long. */
const chunkSize = 1 << 15;

const shortestMember = 18;

/** Whether `bytes` begin like a gzip file. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Unpacks a gzip file whose content announces its own size, and never allocates for more than that size.
 *
 * @param announcedSize from the first bytes of the content, its size in bytes; undefined while they are too few. May throw.
 * @returns the content. Of content longer than announced, one byte more than announced; the rest stays packed.
 * @throws DataError `gzip/corrupt`, `gzip/checksum`, `gzip/too-short` or `data/too-large`.
 * @see RFC 1952. Members that follow one another are joined, as section 2.2 asks.
 */
export function gunzip(
  bytes: Uint8Array,
  file: string,
  announcedSize: (head: Uint8Array) => number | undefined,
): Uint8Array {
  return gunzipNatively(bytes, announcedSize) ?? gunzipPortably(bytes, file, announcedSize);
}

/** Bytes in which a content has announced its size. */
const headLength = 1 << 10;

/**
 * The content of a file of one member, by the zlib of Node, which is several times as fast. Undefined where that is not at
 * hand, and for any file that is not as it should be: the other way says what is wrong with it.
 */
function gunzipNatively(bytes: Uint8Array, announcedSize: (head: Uint8Array) => number | undefined) {
  const zlib = zlibOfNode();
  if (zlib === undefined || bytes.length < shortestMember) return undefined;
  try {
    const head = zlib.gunzipSync(bytes.subarray(0, headLength), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
    const size = announcedSize(head);
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4);
    if (size === undefined || size > bytes.length * greatestRatio || trailer.getUint32(0, true) !== size % 2 ** 32) {
      return undefined;
    }
    const chunkSize = Math.max(size + 1, zlib.constants.Z_MIN_CHUNK);
    const content = zlib.gunzipSync(bytes, { maxOutputLength: size + 1, chunkSize });
    return content.length === size ? new Uint8Array(content.buffer, content.byteOffset, size) : undefined;
  } catch {
    return undefined;
  }
}

function gunzipPortably(
  bytes: Uint8Array,
  file: string,
  announcedSize: (head: Uint8Array) => number | undefined,
): Uint8Array {
  let content = new Uint8Array(0);
  let filled = 0;
  let size: number | undefined;
  let member = { checksum: 0, length: 0 };

  const receive = (piece: Uint8Array) => {
    member = { checksum: crc32(piece, member.checksum), length: member.length + piece.length };
    if (size === undefined) {
      const head = joined(content, piece);
      size = announcedSize(head);
      content = size === undefined ? head : new Uint8Array(allocateFor(size, bytes, file));
      filled = 0;
      piece = head;
    }
    const accepted = piece.subarray(0, content.length - filled);
    content.set(accepted, filled);
    filled += accepted.length;
  };

  const stream = new Gunzip(receive);
  stream.onmember = (start) => {
    checkTrailer(bytes, start, file, member);
    member = { checksum: 0, length: 0 };
  };
  const tooLong = () => size !== undefined && filled > size;
  for (let start = 0; start < bytes.length && !tooLong(); start += chunkSize) {
    const end = Math.min(start + chunkSize, bytes.length);
    try {
      stream.push(bytes.subarray(start, end), end === bytes.length);
    } catch (cause) {
      if (cause instanceof DataError) throw cause;
      throw corrupt(file, start, `bytes ${start} to ${end}, which cannot be unpacked`, cause);
    }
  }
  if (!tooLong()) checkTrailer(bytes, bytes.length, file, member);
  return content.subarray(0, filled);
}

/** Memory for the announced size and one byte more, by which content that is too long gives itself away. */
function allocateFor(size: number, bytes: Uint8Array, file: string): ArrayBuffer {
  if (size > bytes.length * greatestRatio) {
    throw new DataError({
      code: "gzip/too-short",
      file,
      offset: bytes.length,
      expected: `at least ${Math.ceil(size / greatestRatio)} compressed bytes for a content of ${size} bytes`,
      found: `${bytes.length} compressed bytes`,
    });
  }
  return allocate(size + 1, file);
}

/** A member ends in the checksum and the length (modulo 2³²) of what went into it. */
function checkTrailer(bytes: Uint8Array, end: number, file: string, member: { checksum: number; length: number }) {
  if (end < shortestMember) throw corrupt(file, end, `the end after ${end} bytes`);
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - 8, 8);
  const checksum = trailer.getUint32(0, true);
  const length = trailer.getUint32(4, true);
  if (checksum === member.checksum && length === member.length % 2 ** 32) return;
  throw new DataError({
    code: "gzip/checksum",
    file,
    offset: end - 8,
    expected: `${length} bytes with CRC-32 ${hex(checksum)}, as the trailer says`,
    found: `${member.length} bytes with CRC-32 ${hex(member.checksum)}`,
  });
}

const corrupt = (file: string, offset: number, found: string, cause?: unknown): DataError =>
  new DataError({ code: "gzip/corrupt", file, offset, expected: "a whole gzip stream", found, cause });

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

const hex = (value: number): string => value.toString(16).padStart(8, "0");
