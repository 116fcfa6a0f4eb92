import type { Columns, Dataset } from "../dataset.js";
import { mapColumns } from "../internal/mapColumns.js";
import type { Batch } from "./batch.js";
import { type BatchOptions, batchIndices } from "./batchIndices.js";
import { prepareGather } from "./internal/prepareGather.js";

export interface PassOptions extends BatchOptions {
  /** Whether each batch takes the memory of the one before, which is gone then: faster. Default: false. */
  readonly reuse?: boolean;
}

/**
 * One pass over a data set in batches: every example once.
 *
 * @param options.size examples per batch, ≥ 1.
 * @param options.remainder what to do with a last, smaller batch: `"keep"` (default) or `"drop"`.
 * @param options.shuffle seed of the order; without it, the examples come as they lie.
 * @param options.epoch which pass this is; each has an order of its own. Default 0.
 * @param options.reuse whether a batch may overwrite the one before, which is faster; feeding a step copies anyway. Memory that is
 * used again can be copied, but not be transferred to another thread.
 * @returns an iterable that makes each batch when it is asked for, in memory of its own unless `reuse` says otherwise: tensors
 * [batch, …], those of columns with `scaling` as f32. It can be iterated again, with the same outcome.
 * @throws DataError `data/option`.
 * @example
 * for (const { images, labels } of batches(train, { size: 64, shuffle: 1, epoch: 3 })) step.run({ images, labels });
 */
export function batches<C extends Columns>(dataset: Dataset<C>, options: PassOptions): Iterable<Batch<C>> {
  const { size, reuse = false } = options;
  const indices = batchIndices(dataset, options);
  return {
    *[Symbol.iterator]() {
      const largest = Math.min(size, dataset.size);
      const gather = mapColumns(dataset.columns as Columns, (column) =>
        prepareGather(column, { size: largest, reuse }),
      );
      for (const rows of indices) {
        yield mapColumns(dataset.columns as Columns, (_, name) => gather[name]!(rows)) as Batch<Columns> as Batch<C>;
      }
    },
  };
}
