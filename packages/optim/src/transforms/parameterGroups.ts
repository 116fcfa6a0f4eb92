import { OptimError } from "../errors/optimError.js";
import { matcher } from "./internal/matcher.js";
import { partition } from "./internal/partition.js";
import type { Names } from "./names.js";
import type { Optimizer } from "./transform.js";

export interface ParameterGroup {
  /** Which parameters, such as `"dense_1/*"`. */
  readonly names: Names;
  /** What trains them: `freeze()`, or an optimizer with its own rate. */
  readonly optimizer: Optimizer;
}

/**
 * Different optimizers, or rates, for different parameters. Each parameter belongs to the first group that means it.
 *
 * @param groups in the order in which they are asked
 * @param otherwise trains the parameters that belong to none
 * @throws OptimError `optim/no-match` when it is used and a group has no parameter
 * @see optax' `partition`; parameter groups in PyTorch.
 * @example
 * const optimizer = parameterGroups(
 *   [
 *     { names: "embedding/*", optimizer: freeze() },
 *     { names: "*bias", optimizer: sgd({ learningRate: 0.1 }) },
 *   ],
 *   adamw(),
 * );
 */
export function parameterGroups(groups: readonly ParameterGroup[], otherwise: Optimizer): Optimizer {
  const matchers = groups.map(({ names }) => matcher(names));
  return partition("groups", [...groups.map(({ optimizer }) => optimizer), otherwise], (parameters) => {
    const choice = parameters.map(({ name = "" }) => {
      const found = matchers.findIndex((matches) => matches(name));
      return found < 0 ? groups.length : found;
    });
    const empty = groups.find((_, k) => !choice.includes(k));
    if (empty !== undefined) {
      throw new OptimError("optim/no-match", { what: "parameterGroups", names: empty.names, parameters });
    }
    return choice;
  });
}
