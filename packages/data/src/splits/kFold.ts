import type { Columns, Dataset } from "../dataset.js";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";
import type { HoldOut } from "./holdOut.js";
import { orderOf } from "./internal/orderOf.js";
import { strata } from "./internal/strata.js";
import { take } from "./take.js";

export interface KFoldOptions<C extends Columns = Columns> {
  /** How many parts, from 2 to the number of examples. */
  readonly folds: number;
  /** Divides the examples at random, any safe integer. Without it each fold is a stretch of the data set. */
  readonly seed?: number;
  /** Name of a column of labels: of each class every fold has as many examples, or one more. */
  readonly stratify?: keyof C & string;
}

/**
 * Divides a data set into parts of equal size, give or take one example, and holds out one after the other: each example is
 * held out once. All parts keep the order of the data set.
 *
 * @param options see {@link KFoldOptions}.
 * @returns an iterable that copies the examples of a fold when it is asked for. It can be iterated again, with the same
 * outcome.
 * @throws DataError `data/option`; with `stratify` also `data/no-column` and `data/label`.
 * @example
 * for (const { rest, held } of kFold(train, { folds: 5, seed: 1, stratify: "labels" })) evaluate(fit(rest), held);
 * @see Kohavi, "A study of cross-validation and bootstrap" (1995).
 */
export function kFold<C extends Columns>(dataset: Dataset<C>, options: KFoldOptions<C>): Iterable<HoldOut<C>> {
  const { folds, seed, stratify } = options;
  const { size } = dataset;
  if (!isWhole(folds, 2, size)) throw optionError("kFold, folds", `a whole number from 2 to ${size}`, folds);
  const order = orderOf(size, seed);
  const foldOf = new Uint32Array(size);
  if (stratify === undefined) {
    order.forEach((example, i) => {
      foldOf[example] = Math.floor((i * folds) / size);
    });
  } else {
    // Class after class is dealt like cards, where the last class left off.
    let dealt = 0;
    for (const group of strata(dataset, order, stratify))
      for (const example of group) foldOf[example] = dealt++ % folds;
  }
  const examples = Uint32Array.from({ length: size }, (_, i) => i);
  return {
    *[Symbol.iterator]() {
      for (let fold = 0; fold < folds; fold++) {
        yield {
          rest: take(
            dataset,
            examples.filter((example) => foldOf[example] !== fold),
          ),
          held: take(
            dataset,
            examples.filter((example) => foldOf[example] === fold),
          ),
        };
      }
    },
  };
}
