import { div, mul, sub, sum, type Tensor } from "@adjoint/core";
import { mean } from "../math/mean.js";

/**
 * The share of the targets' variance that predictions explain: 1 is perfect, 0 no better than the mean of the targets, less is
 * worse. Of several outputs, the last dimension, it is the mean. Targets that are all equal give −∞, or NaN when they are hit.
 *
 * @formula 1 − Σ (t − p)² / Σ (t − mean t)²
 * @peers Keras `R2Score`, PyTorch (torchmetrics) `R2Score`, optax —
 * @param predictions [batch] or [...batch, outputs], floats
 * @param targets the same shape and dtype
 * @returns a scalar
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`
 * @see Wright, "Correlation and causation" (1921): the coefficient of determination.
 * @example
 * const metrics = { explained: rSquared(network(x), y) };
 */
export function rSquared(predictions: Tensor, targets: Tensor): Tensor<readonly []> {
  const rank = targets.shape.length;
  const axes = Array.from({ length: Math.max(1, rank - 1) }, (_, axis) => axis);
  const squares = (deviation: Tensor): Tensor => sum(mul(deviation, deviation) as Tensor, { axes });
  const unexplained = squares(sub(targets, predictions));
  const all = squares(sub(targets, mean(targets, { axes, keepDims: true }) as Tensor));
  return mean(sub(1, div(unexplained, all) as Tensor) as Tensor) as Tensor<readonly []>;
}
