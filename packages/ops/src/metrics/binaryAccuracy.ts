import { cast, equal, greater, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import { mean } from "../math/mean.js";

/**
 * The share of answers that are right, 0 to 1, when what is above a threshold means yes.
 *
 * @formula mean of [(p > threshold) = (t > ½)]
 * @peers Keras `BinaryAccuracy`, PyTorch (torchmetrics) `BinaryAccuracy`, optax —
 * @param predictions probabilities, or logits with a threshold of 0; any shape
 * @param targets 0 or 1, a shape that broadcasts with it
 * @param options.threshold any number. Default: 0.5
 * @returns an `f32` scalar
 * @throws AdjointError `broadcast/incompatible`; OpsError `ops/option`
 * @see Manning, Raghavan & Schütze, "Introduction to Information Retrieval" (2008), section 8.3.
 * @example
 * const hits = binaryAccuracy(logits, answers, { threshold: 0 });
 */
export function binaryAccuracy(
  predictions: Tensor,
  targets: Tensor,
  { threshold = 0.5 }: { readonly threshold?: number } = {},
): Tensor<readonly []> {
  requireFinite("binaryAccuracy", "threshold", threshold);
  const right: Tensor = equal(greater(predictions, threshold) as Tensor, greater(targets, 0.5) as Tensor);
  return mean(cast(right, "f32")) as Tensor<readonly []>;
}
