import { mul, sum, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import type { ValidFactor } from "./internal/validFactor.js";
import type { Regulariser } from "./regulariser.js";

/**
 * Ridge: keeps parameters small. There is no ½ in it, so that the gradient is 2λw; decay by λ′ in an optimizer is λ = λ′/2.
 *
 * @formula λ Σ w²
 * @derivative 2λw
 * @peers Keras `regularizers.L2`, PyTorch `weight_decay` of optimizers (½λ), optax `add_decayed_weights` (½λ)
 * @param factor λ ≥ 0
 * @throws OpsError `ops/option`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 7.1.1 (with ½).
 * @example
 * const penalty = regularisation(loss, { weights: l2(1e-3) });
 */
export function l2<const Factor extends number>(factor: ValidFactor<Factor, "l2">): Regulariser {
  requireFinite("l2", "factor", factor, { from: 0 });
  return (parameter) => mul(sum(mul(parameter, parameter) as Tensor), factor as number);
}
