import type { Tensor } from "@adjoint/core";
import { absoluteError } from "../losses/absoluteError.js";

/**
 * The mean of absolute errors, ≥ 0.
 *
 * @formula Σ |p − t| / n
 * @peers Keras `MeanAbsoluteError`, PyTorch (torchmetrics) `MeanAbsoluteError`, optax —
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @returns a scalar
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`
 * @see Willmott & Matsuura, "Advantages of the mean absolute error (MAE) over the root mean square error (RMSE)" (2005).
 * @example
 * const metrics = { mae: meanAbsoluteError(network(x), y) };
 */
export const meanAbsoluteError = (predictions: Tensor, targets: Tensor): Tensor<readonly []> =>
  absoluteError(predictions, targets);
