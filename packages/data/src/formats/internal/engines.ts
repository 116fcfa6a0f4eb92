import { Inflate } from "fflate";
import { adler32 } from "./adler32.js";
import { concatenated } from "./concatenated.js";

/** A deflate stream bare, as in zip files, or between the header and the checksum of zlib. */
export type Wrapping = "raw" | "zlib";

/** What unpacks deflate streams (RFC 1951, RFC 1950). All methods throw an `Error` of any kind for a damaged stream. */
export interface Engine {
  /** The first bytes of what is packed: `count`, or some more, or fewer where the stream ends before. */
  readonly head: (packed: Uint8Array, wrapping: Wrapping, count: number) => Uint8Array;
  /** All that is packed, in memory of its own, its checksum compared; `undefined` when that is more than `size` bytes. */
  readonly whole: (packed: Uint8Array, wrapping: Wrapping, size: number) => Uint8Array | undefined;
  /** All that is packed, piece by piece, its checksum compared at the end. */
  readonly pieces: (packed: Uint8Array, wrapping: Wrapping) => AsyncIterable<Uint8Array>;
}

/** Packed bytes unpacked at a time; bounds what is unpacked in vain. */
const chunkSize = 1 << 15;

/** The same where only the head is wanted; a step unpacks to half a megabyte at most. */
const headStep = 1 << 9;

/** Unpacked bytes that a piece has, where the length can be chosen. */
const pieceSize = 1 << 20;

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
    if (wrapping === "zlib") checkSum(packed, adler32(content.subarray(0, length)));
    return content.subarray(0, length);
  },
  pieces: async function* (packed, wrapping) {
    const stream = unwrapped(packed, wrapping);
    const pieces: Uint8Array[] = [];
    const inflate = new Inflate((piece) => pieces.push(piece));
    let sum = 1;
    for (let start = 0; start < stream.length; start += chunkSize) {
      inflate.push(stream.subarray(start, start + chunkSize), start + chunkSize >= stream.length);
      for (const piece of pieces.splice(0)) {
        if (wrapping === "zlib") sum = adler32(piece, sum);
        yield piece;
      }
    }
    if (wrapping === "zlib") checkSum(packed, sum);
  },
};

/** The bare stream. A zlib header is a multiple of 31 and names deflate without a preset dictionary (RFC 1950, section 2.2). */
function unwrapped(packed: Uint8Array, wrapping: Wrapping): Uint8Array {
  if (wrapping === "raw") return packed;
  const header = (packed[0] ?? 0) * 256 + (packed[1] ?? 0);
  if (packed.length < 6 || header % 31 !== 0 || (header & 0x0f20) !== 0x0800) throw new Error("no zlib header");
  return packed.subarray(2, -4);
}

function checkSum(packed: Uint8Array, sum: number): void {
  const stated = new DataView(packed.buffer, packed.byteOffset + packed.length - 4, 4).getUint32(0);
  if (sum !== stated) throw new Error("the checksum differs");
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
  const { inflateRawSync, inflateSync, createInflate, createInflateRaw, constants } = zlib;
  const unpack = { raw: inflateRawSync, zlib: inflateSync };
  const unpackStream = { raw: createInflateRaw, zlib: createInflate };
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
    // Unpacks in another thread, while what came before is put where it belongs.
    pieces: (packed, wrapping) => unpackStream[wrapping]({ chunkSize: pieceSize }).end(packed),
  };
}

/** The same bytes as a plain array: what `Buffer` calls `slice` is no copy. */
const plain = (content: Uint8Array): Uint8Array =>
  new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
