import { add } from "@adjoint/core";
import { l1 as lasso } from "./l1.js";
import { l2 as ridge } from "./l2.js";
import type { Regulariser } from "./regulariser.js";

/** The two factors of an elastic net. */
export interface ElasticFactors {
  /** λ₁ ≥ 0, of absolute values. */
  readonly l1: number;
  /** λ₂ ≥ 0, of squares. */
  readonly l2: number;
}

/**
 * The elastic net: both penalties at once.
 *
 * @formula λ₁ Σ |w| + λ₂ Σ w²
 * @derivative λ₁·sign w + 2λ₂w
 * @peers Keras `regularizers.L1L2`, PyTorch and optax —
 * @param options λ₁ ≥ 0 and λ₂ ≥ 0
 * @throws OpsError `ops/option`
 * @see Zou & Hastie, "Regularization and variable selection via the elastic net" (2005), equation 3.
 * @example
 * const penalty = regularisation(loss, { weights: elastic({ l1: 1e-5, l2: 1e-4 }) });
 */
export function elastic({ l1, l2 }: ElasticFactors): Regulariser {
  const [absolute, squared] = [lasso(l1), ridge(l2)];
  return (parameter) => add(absolute(parameter), squared(parameter));
}
