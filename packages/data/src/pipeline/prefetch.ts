import { setImmediate } from "node:timers/promises";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";

/**
 * Asks a slow source for the next items while the present one is being worked on: reading overlaps with training.
 *
 * @param source batches or shards that come after a while, such as those of `streamBatches`.
 * @param options.ahead how many items are asked for before they are needed, ≥ 1. Default 2. So many more are in memory.
 * @returns the same items in the same order. When a pass is broken off, so is that of the source; a failure of the source is
 * met at its place.
 * @throws DataError `data/option`.
 * @example
 * for await (const batch of prefetch(mapBatches(streamBatches(shards, { size: 64 }), decode))) step.run(batch);
 */
export function prefetch<T>(
  source: AsyncIterable<T>,
  { ahead = 2 }: { readonly ahead?: number } = {},
): AsyncIterable<T> {
  if (!isWhole(ahead, 1)) throw optionError("prefetch, ahead", "a whole number, 1 or more", ahead);
  return {
    async *[Symbol.asyncIterator]() {
      const iterator = source[Symbol.asyncIterator]();
      const asked: Promise<IteratorResult<T>>[] = [];
      const ask = () => {
        const next = iterator.next();
        // A failure is met when its turn comes; until then it must not count as unhandled.
        next.catch(() => {});
        asked.push(next);
      };
      try {
        for (let i = 0; i < ahead; i++) ask();
        for (;;) {
          const next = await asked.shift()!;
          if (next.done) return;
          ask();
          // A step of training blocks the thread. One turn of the event loop before it lets reading go on meanwhile.
          await setImmediate();
          yield next.value;
        }
      } finally {
        await iterator.return?.();
      }
    },
  };
}
