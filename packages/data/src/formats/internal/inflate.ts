import { DataError } from "../../errors/dataError.js";
import { type Engine, native, portable, type Wrapping } from "./engines.js";

/** A packed part of a file. */
export interface Packed {
  readonly bytes: Uint8Array;
  readonly wrapping: Wrapping;
  readonly file: string;
  /** Where in the file it begins. */
  readonly offset: number;
}

/** The most that deflate can shrink anything: 258 bytes into two bits. */
const greatestRatio = 1032;

/** Unpacked bytes that a reader accepts unless it is told otherwise: 1 GiB. */
export const defaultLimit = 2 ** 30;

/** Unpacked bytes from which their memory becomes that of what is read from them; less may lie in memory that Node shares. */
export const worthKeeping = 1 << 16;

const fastest = native() ?? portable;

/**
 * The first bytes of what is packed: `count`, or some more, or fewer where the content is shorter.
 *
 * @throws DataError `deflate/corrupt`.
 */
export const inflateHead = (packed: Packed, count: number, engine: Engine = fastest): Uint8Array =>
  guarded(packed, () => engine.head(packed.bytes, packed.wrapping, count));

/**
 * Unpacks a part whose size the file announces. Memory is taken for no more than that, and only if deflate can shrink so
 * much content to so few bytes.
 *
 * @throws DataError `deflate/corrupt`.
 */
export function inflate(packed: Packed, size: number, engine: Engine = fastest): Uint8Array {
  const { bytes, wrapping } = packed;
  const expected = `${size} bytes, as the file announces`;
  if (size > bytes.length * greatestRatio) throw corrupt(packed, expected, `only ${bytes.length} compressed bytes`);
  const content = guarded(packed, () => engine.whole(bytes, wrapping, size));
  if (content === undefined) throw corrupt(packed, expected, "more bytes");
  if (content.length < size) throw corrupt(packed, expected, `${content.length} bytes`);
  return content;
}

/**
 * Refuses to unpack more than the caller allows.
 *
 * @throws DataError `deflate/limit`.
 */
export function checkLimit({ file, offset }: Packed, size: number, limit: number): void {
  if (size <= limit) return;
  const expected = `at most ${limit} unpacked bytes`;
  throw new DataError({ code: "deflate/limit", file, offset, expected, found: `${size} bytes` });
}

function guarded<T>(packed: Packed, unpack: () => T): T {
  try {
    return unpack();
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw corrupt(packed, `a whole ${packed.wrapping === "zlib" ? "zlib" : "deflate"} stream`, found, cause);
  }
}

const corrupt = ({ file, offset }: Packed, expected: string, found: string, cause?: unknown): DataError =>
  new DataError({ code: "deflate/corrupt", file, offset, expected, found, cause });
