import { setImmediate } from "node:timers/promises";
import type { Columns, Dataset } from "../dataset.js";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";
import type { Batch } from "../pipeline/batch.js";
import { type BatchOptions, batchIndices } from "../pipeline/batchIndices.js";
import { concatDatasets } from "../pipeline/concatDatasets.js";
import { gatherBatch } from "../pipeline/internal/gatherBatch.js";
import { permutation } from "../pipeline/permutation.js";
import { prefetch } from "../pipeline/prefetch.js";
import { take } from "../splits/take.js";
import { readShard } from "./readShard.js";
import type { ShardedDataset } from "./shardedDataset.js";

export interface StreamOptions extends BatchOptions {
  /** How many shards are shuffled together, ≥ 1. More mix better and take more memory. Default 1. */
  readonly mix?: number;
}

/**
 * One pass over a data set on disk in batches: every example once. While a step works on one shard, the next is being read.
 *
 * With `shuffle`, the shards come in random order, and the examples of each `mix` of them are shuffled together: not every order
 * is possible, as it is with `batches`. In memory are at most twice `mix` shards, and a copy while some are joined.
 *
 * @param options.size examples per batch, ≥ 1; a batch may have examples of several shards.
 * @param options.remainder what to do with a last, smaller batch: `"keep"` (default) or `"drop"`.
 * @param options.shuffle seed of the order; without it, the examples come as they lie.
 * @param options.epoch which pass this is; each has an order of its own. Default 0.
 * @returns tensors [batch, …] for each column, those with `scaling` as f32. It can be iterated again, with the same outcome.
 * @throws DataError `data/option`; while iterating, what `readShard` throws.
 * @example
 * for await (const { images, labels } of streamBatches(photos, { size: 64, shuffle: 1, epoch })) step.run({ images, labels });
 */
export function streamBatches<C extends Columns>(
  sharded: ShardedDataset<C>,
  options: StreamOptions,
): AsyncIterable<Batch<C>> {
  const { size, remainder = "keep", shuffle, epoch = 0, mix = 1 } = options;
  // Refuses what `batches` refuses.
  batchIndices(0, options);
  if (!isWhole(mix, 1)) throw optionError("streamBatches, mix", "a whole number of shards, 1 or more", mix);
  const orderOf = (count: number, place: number): Uint32Array =>
    shuffle === undefined
      ? Uint32Array.from({ length: count }, (_, i) => i)
      : permutation(count, shuffle, epoch, place);
  const shards = orderOf(sharded.shards.length, 0);

  async function* pools(): AsyncGenerator<Dataset<C>> {
    for (let start = 0; start < shards.length; start += mix) {
      const group = Array.from(shards.subarray(start, start + mix), (shard) => readShard(sharded, shard));
      const [first, ...others] = await Promise.all(group);
      yield others.length === 0 ? first! : concatDatasets(first!, ...others);
    }
  }

  return {
    async *[Symbol.asyncIterator]() {
      /** Examples that were too few for a batch. */
      let left: Dataset<C> | undefined;
      let place = 0;
      for await (const pool of prefetch(pools(), { ahead: 1 })) {
        const order = orderOf(pool.size, ++place);
        let start = 0;
        if (left !== undefined) {
          start = Math.min(size - left.size, pool.size);
          left = concatDatasets(left, take(pool, order.subarray(0, start)));
          if (left.size < size) continue;
          yield whole(left);
        }
        for (; start + size <= pool.size; start += size) {
          // A step of training blocks the thread. One turn of the event loop before it lets reading go on meanwhile.
          await setImmediate();
          yield gatherBatch(pool, order.subarray(start, start + size));
        }
        left = start < pool.size ? take(pool, order.subarray(start)) : undefined;
      }
      if (left !== undefined && remainder === "keep") yield whole(left);
    },
  };
}

const whole = <C extends Columns>(dataset: Dataset<C>): Batch<C> =>
  gatherBatch(
    dataset,
    Uint32Array.from({ length: dataset.size }, (_, i) => i),
  );
