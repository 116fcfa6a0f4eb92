import { add, less, neg, select, type Tensor } from "@adjoint/core";
import { stateless } from "./internal/stateless.js";
import { masked } from "./masked.js";
import type { Names } from "./names.js";
import type { Transform } from "./transform.js";

/**
 * Projects parameters after their update onto θ ≥ 0: what would become negative becomes 0. The last transform of a chain, or
 * followed by other constraints only.
 *
 * @param names which parameters. Default: all
 * @throws OptimError `optim/no-match` when it is used and no parameter is meant
 * @see Keras' `NonNeg`, optax' `keep_params_nonnegative`.
 * @example
 * const optimizer = chain(sgd(), nonNegative("*weights"));
 */
export function nonNegative(names?: Names): Transform {
  // θ + (−θ) is exactly 0.
  const project = stateless(
    "nonNegative",
    (update, parameter): Tensor => select(less(add(parameter, update), 0), neg(parameter), update),
  );
  return names === undefined ? project : masked(project, names);
}
