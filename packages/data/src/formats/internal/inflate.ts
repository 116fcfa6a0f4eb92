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
  const expected = announced(packed, size);
  const content = guarded(packed, () => engine.whole(bytes, wrapping, size));
  if (content === undefined) throw corrupt(packed, expected, "more bytes");
  if (content.length < size) throw corrupt(packed, expected, `${content.length} bytes`);
  return content;
}

/**
 * Unpacks a part piece by piece, as `inflate` does at once. All is well only when the last piece has come.
 *
 * @throws DataError `deflate/corrupt`.
 */
export async function* inflatePieces(
  packed: Packed,
  size: number,
  engine: Engine = fastest,
): AsyncGenerator<Uint8Array> {
  const expected = announced(packed, size);
  let length = 0;
  try {
    for await (const piece of engine.pieces(packed.bytes, packed.wrapping)) {
      length += piece.length;
      if (length > size) break;
      yield piece;
    }
  } catch (cause) {
    throw damaged(packed, cause);
  }
  if (length > size) throw corrupt(packed, expected, "more bytes");
  if (length < size) throw corrupt(packed, expected, `${length} bytes`);
}

/** What a size leads one to expect; one that deflate cannot reach is refused. */
function announced(packed: Packed, size: number): string {
  const expected = `${size} bytes, as the file announces`;
  const { length } = packed.bytes;
  if (size > length * greatestRatio) throw corrupt(packed, expected, `only ${length} compressed bytes`);
  return expected;
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
    throw damaged(packed, cause);
  }
}

function damaged(packed: Packed, cause: unknown): DataError {
  const found = cause instanceof Error ? cause.message : String(cause);
  return corrupt(packed, `a whole ${packed.wrapping === "zlib" ? "zlib" : "deflate"} stream`, found, cause);
}

const corrupt = ({ file, offset }: Packed, expected: string, found: string, cause?: unknown): DataError =>
  new DataError({ code: "deflate/corrupt", file, offset, expected, found, cause });
