import type { Columns, Dataset } from "../dataset.js";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";
import { apportion } from "./internal/apportion.js";
import { orderOf } from "./internal/orderOf.js";
import { strata } from "./internal/strata.js";
import { take } from "./take.js";

/** A data set in two parts that share no example. */
export interface HoldOut<C extends Columns = Columns> {
  /** To train on. */
  readonly rest: Dataset<C>;
  /** To validate on. */
  readonly held: Dataset<C>;
}

export interface HoldOutOptions<C extends Columns = Columns> {
  /** Of the examples: a fraction in (0, 1), rounded to whole examples, or their number, from 1 to size − 1. */
  readonly share: number;
  /** Chooses the held examples at random, any safe integer. Without it the last ones are held out. */
  readonly seed?: number;
  /** Name of a column of labels: of each class the same share is held out, to the nearest example. */
  readonly stratify?: keyof C & string;
}

/**
 * Sets a share of the examples apart, for validation. Both parts keep the order of the data set.
 *
 * @param options see {@link HoldOutOptions}. Neither part may be left empty.
 * @throws DataError `data/option`; with `stratify` also `data/no-column` and `data/label`.
 * @example
 * const { rest, held } = holdOut(train, { share: 1 / 12, seed: 7, stratify: "labels" }); // MNIST: 55,000 and 5,000 images
 */
export function holdOut<C extends Columns>(dataset: Dataset<C>, options: HoldOutOptions<C>): HoldOut<C> {
  const { share, seed, stratify } = options;
  const { size } = dataset;
  const count = share > 0 && share < 1 ? Math.round(size * share) : share;
  if (!isWhole(count, 1, size - 1)) {
    const expected = `a fraction in (0, 1) or a number of examples that leaves both parts some of the ${size}`;
    throw optionError("holdOut, share", expected, share);
  }
  const order = orderOf(size, seed);
  const groups = stratify === undefined ? [order] : strata(dataset, order, stratify);
  const held = apportion(
    count,
    groups.map((group) => group.length),
  );
  const part = (stretch: (group: Uint32Array, held: number) => Uint32Array) =>
    take(dataset, Uint32Array.from(groups.flatMap((group, i) => [...stretch(group, held[i]!)])).sort());
  return {
    rest: part((group, last) => group.subarray(0, group.length - last)),
    held: part((group, last) => group.subarray(group.length - last)),
  };
}
