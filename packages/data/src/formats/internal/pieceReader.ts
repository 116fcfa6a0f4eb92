import { concatenated } from "./concatenated.js";

/** Reads what comes in pieces, from the first byte to the last. */
export interface PieceReader {
  /** The next `count` bytes, or fewer where nothing follows. */
  readonly take: (count: number) => Promise<Uint8Array>;
  /** The next `count` bytes, in pieces as they come. */
  readonly each: (count: number, receive: (bytes: Uint8Array) => void) => Promise<void>;
  /** Passes over all that follows. */
  readonly finish: () => Promise<void>;
}

export function pieceReader(pieces: AsyncIterable<Uint8Array>): PieceReader {
  const iterator = pieces[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array(0);
  const more = async (): Promise<boolean> => {
    const { done = false, value } = await iterator.next();
    if (!done) held = held.length === 0 ? value : concatenated([held, value]);
    return !done;
  };
  const takeHeld = (count: number): Uint8Array => {
    const bytes = held.subarray(0, count);
    held = held.subarray(bytes.length);
    return bytes;
  };
  return {
    take: async (count) => {
      while (held.length < count && (await more())) {}
      return takeHeld(count);
    },
    each: async (count, receive) => {
      for (let left = count; left > 0; ) {
        const bytes = takeHeld(left);
        receive(bytes);
        left -= bytes.length;
        if (left > 0 && !(await more())) return;
      }
    },
    finish: async () => {
      do held = held.subarray(held.length);
      while (await more());
    },
  };
}
