import type { Tensor } from "@adjoint/core";
import { squaredError } from "../losses/squaredError.js";

/**
 * The mean of squared errors, ≥ 0.
 *
 * @formula Σ (p − t)² / n
 * @peers Keras `MeanSquaredError`, PyTorch (torchmetrics) `MeanSquaredError`, optax —
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @returns a scalar
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), equation 5.4.
 * @example
 * const metrics = { mse: meanSquaredError(network(x), y) };
 */
export const meanSquaredError = (predictions: Tensor, targets: Tensor): Tensor<readonly []> =>
  squaredError(predictions, targets);
