import { zerosLike } from "@adjoint/core";
import { stateless } from "./internal/stateless.js";
import { masked } from "./masked.js";
import type { Names } from "./names.js";
import type { Transform } from "./transform.js";

/**
 * Keeps parameters as they are: u ← 0. At the end of a chain, or as the optimizer of a group, which then needs no moments.
 *
 * @param names which parameters. Default: all that it is given
 * @throws OptimError `optim/no-match` when it is used and no parameter is meant
 * @see Keras' `trainable = False`, PyTorch's `requires_grad = False`, optax' `set_to_zero`.
 * @example
 * const optimizer = chain(sgd(), freeze("encoder/*"));
 */
export function freeze(names?: Names): Transform {
  const zero = stateless("freeze", (gradient) => zerosLike(gradient));
  return names === undefined ? zero : masked(zero, names);
}
