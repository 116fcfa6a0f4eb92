import { add, mul, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { stateless } from "./internal/stateless.js";
import { masked } from "./masked.js";
import type { Names } from "./names.js";
import type { Transform } from "./transform.js";

/**
 * Adds a share of each parameter to its update: u ← u + λθ. Between a scaling such as Adam's and the learning rate the decay is
 * decoupled from the gradient; before the scaling it is the gradient of ½λ‖θ‖².
 *
 * @param rate λ ≥ 0
 * @param names which parameters decay. Default: all
 * @throws OptimError `optim/out-of-range`, and when it is used `optim/no-match`
 * @see Loshchilov & Hutter, "Decoupled Weight Decay Regularization" (2019). optax' `add_decayed_weights`.
 * @example
 * const adamw = chain(scaleByAdam(), decayWeights(0.01, "*weights"), scaleByLearningRate(1e-3));
 */
export function decayWeights(rate: number, names?: Names): Transform {
  requireWithin("decayWeights", "rate", rate, { low: 0 });
  const decay = stateless(
    "decayWeights",
    (gradient, parameter): Tensor => (rate === 0 ? gradient : add(gradient, mul(parameter, rate) as Tensor)),
  );
  return names === undefined ? decay : masked(decay, names);
}
