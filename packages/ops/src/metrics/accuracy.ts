import { argmax, cast, equal, type Shape, type Tensor } from "@adjoint/core";
import { mean } from "../math/mean.js";

/**
 * The share of rows whose largest entry is at the label, 0 to 1. It has no derivative.
 *
 * @formula mean of [argmax z = label]
 * @peers Keras `CategoricalAccuracy` and `SparseCategoricalAccuracy`, PyTorch (torchmetrics) `Accuracy`, optax —
 * @param logits [...batch, classes]: logits or probabilities
 * @param targets `i32` labels [...batch], or rows of the logits' shape whose largest entry is the label
 * @returns an `f32` scalar
 * @throws AdjointError `broadcast/incompatible`
 * @see Manning, Raghavan & Schütze, "Introduction to Information Retrieval" (2008), section 8.3.
 * @example
 * const hits = accuracy(logits, labels);
 */
export function accuracy(logits: Tensor, targets: Tensor): Tensor<readonly []> {
  const labels: Tensor<Shape> = targets.dtype === "i32" ? targets : argmax(targets);
  const hits: Tensor = equal(argmax(logits) as Tensor, labels);
  return mean(cast(hits, "f32")) as Tensor as Tensor<readonly []>;
}
