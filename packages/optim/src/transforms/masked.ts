import { partition } from "./internal/partition.js";
import { requireMatches } from "./internal/requireMatches.js";
import type { Names } from "./names.js";
import type { Transform } from "./transform.js";

/**
 * Applies a transform to some parameters; what it is given for the others passes through as it is.
 *
 * @param inner keeps state for these parameters only
 * @param names which parameters, such as `"*bias"`
 * @throws OptimError `optim/no-match` when it is used and no parameter is meant
 * @see optax' `masked`; parameter groups in PyTorch.
 * @example
 * const optimizer = chain(adam(), masked(scale(0.1), "embedding/*"));
 */
export const masked = (inner: Transform, names: Names): Transform =>
  partition("masked", [inner], (parameters) =>
    requireMatches("masked", names, parameters).map((meant) => (meant ? 0 : -1)),
  );
