import type { Columns, Dataset } from "../dataset.js";
import { take } from "../splits/take.js";
import type { Example } from "./batch.js";
import { exampleAt } from "./internal/exampleAt.js";

/**
 * The examples that fulfil a condition, in their order.
 *
 * @param fulfils is given each example as batches yield it, scaled if its columns are, and its place.
 * @returns a data set in memory of its own; scaling and classes are kept.
 * @example
 * const zerosAndOnes = filterExamples(train, ({ labels }) => labels.data[0]! <= 1);
 */
export function filterExamples<C extends Columns>(
  dataset: Dataset<C>,
  fulfils: (example: Example<C>, index: number) => boolean,
): Dataset<C> {
  const rows = Array.from({ length: dataset.size }, (_, i) => i);
  return take(
    dataset,
    rows.filter((row) => fulfils(exampleAt(dataset, row), row)),
  );
}
