import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";
import { type BatchSize, countBatches } from "./countBatches.js";
import { permutation } from "./permutation.js";

export interface BatchOptions extends BatchSize {
  /** Seed of the order, any safe integer. Without it, the examples come in the order of the data set. */
  readonly shuffle?: number;
  /** Which pass over the data this is, from 0; each has an order of its own under the same seed. Default 0. */
  readonly epoch?: number;
}

/**
 * The examples of each batch that `batches` makes with the same options, as their places in the data set. A program that
 * was compiled with the data set holds it, and is fed no more than these.
 *
 * @param examples a data set, or how many examples there are, from 0 to 2³¹ − 1.
 * @returns an iterable of i32 [batch], each in memory of its own. It can be iterated again, with the same outcome.
 * @throws DataError `data/option`.
 * @example
 * const step = session.compile(trainStep(loss, adam()), { dataset: train.columns });
 * for (const indices of batchIndices(train, { size: 64, shuffle: 1, epoch: 3 })) step.run({ indices });
 */
export function batchIndices(
  examples: number | { readonly size: number },
  options: BatchOptions,
): Iterable<Int32Array<ArrayBuffer>> {
  const total = typeof examples === "number" ? examples : examples.size;
  const { size, shuffle, epoch = 0 } = options;
  if (!isWhole(total, 0, 2 ** 31 - 1)) throw optionError("batches, examples", "an integer from 0 to 2^31 - 1", total);
  const count = countBatches({ size: total }, options);
  if (!isWhole(epoch, 0, 2 ** 32 - 1)) throw optionError("batches, epoch", "an integer from 0 to 2^32 - 1", epoch);
  if (shuffle !== undefined && !Number.isSafeInteger(shuffle)) {
    throw optionError("batches, shuffle", "an integer, the seed of the order", shuffle);
  }
  return {
    *[Symbol.iterator]() {
      const order =
        shuffle === undefined
          ? Int32Array.from({ length: total }, (_, i) => i)
          : new Int32Array(permutation(total, shuffle, epoch));
      for (let i = 0; i < count; i++) yield order.slice(i * size, (i + 1) * size);
    },
  };
}
