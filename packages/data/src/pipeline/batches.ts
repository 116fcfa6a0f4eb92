import type { TensorValue } from "@adjoint/core";
import type { Dataset } from "../dataset.js";
import { optionError } from "../errors/optionError.js";
import { gatherRows } from "../internal/gatherRows.js";
import { isWhole } from "../internal/isWhole.js";
import { mapColumns } from "../internal/mapColumns.js";
import { type BatchSize, countBatches } from "./countBatches.js";
import { gatherScaled } from "./internal/gatherScaled.js";
import { permutation } from "./permutation.js";

/** Some examples of a data set, one tensor of shape [batch, …] for each column. */
export type Batch<Names extends string = string> = { readonly [Name in Names]: TensorValue };

export interface BatchOptions extends BatchSize {
  /** Seed of the order, any safe integer. Without it, the examples come in the order of the data set. */
  readonly shuffle?: number;
  /** Which pass over the data this is, from 0; each has an order of its own under the same seed. Default 0. */
  readonly epoch?: number;
}

/**
 * One pass over a data set in batches: every example once. Columns with `scaling` come out scaled, as f32.
 *
 * @param options.size examples per batch, ≥ 1.
 * @param options.remainder what to do with a last, smaller batch: `"keep"` (default) or `"drop"`.
 * @returns an iterable that makes each batch when it is asked for, in memory of its own. It can be iterated again, with
 * the same outcome.
 * @throws DataError `data/option`.
 * @example
 * for (const { images, labels } of batches(train, { size: 64, shuffle: 1, epoch: 3 })) step.run({ images, labels });
 */
export function batches<Names extends string>(dataset: Dataset<Names>, options: BatchOptions): Iterable<Batch<Names>> {
  const { size, shuffle, epoch = 0 } = options;
  const count = countBatches(dataset, options);
  if (!isWhole(epoch, 0, 2 ** 32 - 1)) throw optionError("batches, epoch", "an integer from 0 to 2^32 - 1", epoch);
  if (shuffle !== undefined && !Number.isSafeInteger(shuffle)) {
    throw optionError("batches, shuffle", "an integer, the seed of the order", shuffle);
  }
  return {
    *[Symbol.iterator]() {
      const order = shuffle === undefined ? inOrder(dataset.size) : permutation(dataset.size, shuffle, epoch);
      for (let i = 0; i < count; i++) yield batchOf(dataset, order.subarray(i * size, (i + 1) * size));
    },
  };
}

const batchOf = <Names extends string>({ columns }: Dataset<Names>, rows: Uint32Array): Batch<Names> =>
  mapColumns(columns, (column) =>
    column.scaling === undefined ? gatherRows(column, rows) : gatherScaled(column, column.scaling, rows),
  );

const inOrder = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);
