import { Inflate } from "fflate";
import { adler32 } from "./adler32.js";
import { concatenated } from "./concatenated.js";

/** A deflate stream bare, as in zip files, or between the header and the checksum of zlib. */
export type Wrapping = "raw" | "zlib";

/** What unpacks deflate streams (RFC 1951, RFC 1950). Both methods throw an `Error` of any kind for a damaged stream. */
export interface Engine {
  /** The first bytes of what is packed: `count`, or some more, or fewer where the stream ends before. */
  readonly head: (packed: Uint8Array, wrapping: Wrapping, count: number) => Uint8Array;
  /** All that is packed, in memory of its own, its checksum compared; `undefined` when that is more than `size` bytes. */
  readonly whole: (packed: Uint8Array, wrapping: Wrapping, size: number) => Uint8Array | undefined;
}

/** Packed bytes unpacked at a time; bounds what is unpacked in vain. */
const chunkSize = 1 << 15;

/** The same where only the head is wanted; a step unpacks to half a megabyte at most. */
const headStep = 1 << 9;

/** Unpacks wherever JavaScript runs. */
export const portable: Engine = {
  head: (packed, wrapping, count) => {
    const stream = unwrapped(packed, wrapping);
    const pieces: Uint8Array[] = [];
    let length = 0;
    const inflate = new Inflate((piece) => {
      pieces.push(piece);
      length += piece.length;
    });
    for (let start = 0; start < stream.length && length < count; start += headStep) {
      inflate.push(stream.subarray(start, start + headStep));
    }
    return concatenated(pieces);
  },
  whole: (packed, wrapping, size) => {
    const stream = unwrapped(packed, wrapping);
    const content = new Uint8Array(size);
    let length = 0;
    const inflate = new Inflate((piece) => {
      if (length + piece.length <= size) content.set(piece, length);
      length += piece.length;
    });
    for (let start = 0; start < stream.length && length <= size; start += chunkSize) {
      inflate.push(stream.subarray(start, start + chunkSize), start + chunkSize >= stream.length);
    }
    if (length > size) return undefined;
    if (wrapping === "zlib") checkSum(packed, content.subarray(0, length));
    return content.subarray(0, length);
  },
};

/** The bare stream. A zlib header is a multiple of 31 and names deflate without a preset dictionary (RFC 1950, section 2.2). */
function unwrapped(packed: Uint8Array, wrapping: Wrapping): Uint8Array {
  if (wrapping === "raw") return packed;
  const header = (packed[0] ?? 0) * 256 + (packed[1] ?? 0);
  if (packed.length < 6 || header % 31 !== 0 || (header & 0x0f20) !== 0x0800) throw new Error("no zlib header");
  return packed.subarray(2, -4);
}

function checkSum(packed: Uint8Array, content: Uint8Array): void {
  const stated = new DataView(packed.buffer, packed.byteOffset + packed.length - 4, 4).getUint32(0);
  if (adler32(content) !== stated) throw new Error("the checksum differs");
}

type Zlib = typeof import("node:zlib");

/** The zlib of Node, several times as fast as any in JavaScript; absent in browsers, and asked for so that no bundler follows. */
export function zlibOfNode(): Zlib | undefined {
  const host = globalThis as { readonly process?: { getBuiltinModule?(name: "node:zlib"): Zlib | undefined } };
  return host.process?.getBuiltinModule?.("node:zlib");
}

/** Unpacks with the zlib of Node, if there is one. */
export function native(): Engine | undefined {
  const zlib = zlibOfNode();
  if (zlib === undefined) return undefined;
  const { inflateRawSync, inflateSync, constants } = zlib;
  const unpack = { raw: inflateRawSync, zlib: inflateSync };
  return {
    head: (packed, wrapping, count) => {
      const stream = unwrapped(packed, wrapping);
      for (let taken = headStep; ; taken *= 8) {
        const content = inflateRawSync(stream.subarray(0, taken), { finishFlush: constants.Z_SYNC_FLUSH });
        if (content.length >= count || taken >= stream.length) return plain(content);
      }
    },
    whole: (packed, wrapping, size) => {
      try {
        // One chunk as long as the outcome: the content is written once and never moved.
        const options = { maxOutputLength: size + 1, chunkSize: Math.max(size + 1, constants.Z_MIN_CHUNK) };
        const content = plain(unpack[wrapping](packed, options));
        return content.length > size ? undefined : content;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return undefined;
        throw error;
      }
    },
  };
}

/** The same bytes as a plain array: what `Buffer` calls `slice` is no copy. */
const plain = (content: Uint8Array): Uint8Array =>
  new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
