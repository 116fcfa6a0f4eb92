import type { Dataset } from "../dataset.js";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";

export interface BatchSize {
  /** Examples per batch, ≥ 1. */
  readonly size: number;
  /** What to do with the examples that are left when there are too few for a whole batch. Default `"keep"`. */
  readonly remainder?: "keep" | "drop";
}

/**
 * How many batches `batches` makes of a data set with the same options.
 *
 * @throws DataError `data/option`.
 * @example
 * countBatches(train, { size: 64 }); // MNIST: 938, the last of 32 images
 */
export function countBatches(dataset: Pick<Dataset, "size">, { size, remainder = "keep" }: BatchSize): number {
  if (!isWhole(size, 1)) throw optionError("batches, size", "a whole number of examples, 1 or more", size);
  if (remainder !== "keep" && remainder !== "drop") {
    throw optionError("batches, remainder", '"keep" or "drop"', remainder);
  }
  return remainder === "keep" ? Math.ceil(dataset.size / size) : Math.floor(dataset.size / size);
}
