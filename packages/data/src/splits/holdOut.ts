import type { Columns, Dataset } from "../dataset.js";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";
import { permutation } from "../pipeline/permutation.js";
import { take } from "./take.js";

/** A data set in two parts that share no example. */
export interface HoldOut<C extends Columns = Columns> {
  /** To train on. */
  readonly rest: Dataset<C>;
  /** To validate on. */
  readonly held: Dataset<C>;
}

/**
 * Sets a share of the examples apart, for validation. Both parts keep the order of the data set.
 *
 * @param options.share of the examples to hold out: a fraction in (0, 1), rounded to whole examples, or their number,
 * from 1 to size − 1. Neither part may be left empty.
 * @param options.seed any safe integer; chooses the held examples at random. Without it the last ones are held out.
 * @throws DataError `data/option`.
 * @example
 * const { rest, held } = holdOut(train, { share: 1 / 12, seed: 7 }); // MNIST: 55,000 and 5,000 images
 */
export function holdOut<C extends Columns>(
  dataset: Dataset<C>,
  { share, seed }: { readonly share: number; readonly seed?: number },
): HoldOut<C> {
  const { size } = dataset;
  const count = share > 0 && share < 1 ? Math.round(size * share) : share;
  if (!isWhole(count, 1, size - 1)) {
    const expected = `a fraction in (0, 1) or a number of examples that leaves both parts some of the ${size}`;
    throw optionError("holdOut, share", expected, share);
  }
  const order = seed === undefined ? Uint32Array.from({ length: size }, (_, i) => i) : permutation(size, seed);
  return {
    rest: take(dataset, order.slice(0, size - count).sort()),
    held: take(dataset, order.slice(size - count).sort()),
  };
}
