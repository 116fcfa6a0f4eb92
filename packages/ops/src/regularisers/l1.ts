import { abs, mul, sum } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import type { ValidFactor } from "./internal/validFactor.js";
import type { Regulariser } from "./regulariser.js";

/**
 * Lasso: pulls every parameter towards 0 with the same force, however small it is, so that few of them stay large.
 *
 * @formula λ Σ |w|
 * @derivative λ·sign w, 0 at 0
 * @peers Keras `regularizers.L1`, PyTorch and optax —
 * @param factor λ ≥ 0
 * @throws OpsError `ops/option`
 * @see Tibshirani, "Regression shrinkage and selection via the lasso" (1996).
 * @example
 * const penalty = regularisation(loss, { weights: l1(1e-4) });
 */
export function l1<const Factor extends number>(factor: ValidFactor<Factor, "l1">): Regulariser {
  requireFinite("l1", "factor", factor, { from: 0 });
  return (parameter) => mul(sum(abs(parameter)), factor as number);
}
