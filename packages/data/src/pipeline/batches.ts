import type { Columns, Dataset } from "../dataset.js";
import type { Batch } from "./batch.js";
import { type BatchOptions, batchIndices } from "./batchIndices.js";
import { gatherBatch } from "./internal/gatherBatch.js";

/**
 * One pass over a data set in batches: every example once.
 *
 * @param options.size examples per batch, ≥ 1.
 * @param options.remainder what to do with a last, smaller batch: `"keep"` (default) or `"drop"`.
 * @param options.shuffle seed of the order; without it, the examples come as they lie.
 * @param options.epoch which pass this is; each has an order of its own. Default 0.
 * @returns an iterable that makes each batch when it is asked for, in memory of its own: tensors [batch, …], those of
 * columns with `scaling` as f32. It can be iterated again, with the same outcome.
 * @throws DataError `data/option`.
 * @example
 * for (const { images, labels } of batches(train, { size: 64, shuffle: 1, epoch: 3 })) step.run({ images, labels });
 */
export function batches<C extends Columns>(dataset: Dataset<C>, options: BatchOptions): Iterable<Batch<C>> {
  const indices = batchIndices(dataset, options);
  return {
    *[Symbol.iterator]() {
      for (const rows of indices) yield gatherBatch(dataset, rows);
    },
  };
}
