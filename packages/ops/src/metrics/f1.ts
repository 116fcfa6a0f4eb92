import { add, mul, type Tensor } from "@adjoint/core";
import { type Average, type Averaged, averaged } from "./average.js";
import { classCounts } from "./internal/classCounts.js";

/**
 * The harmonic mean of precision and recall, averaged over classes. Of a class that neither is nor was said it is 0.
 *
 * @formula 2PR / (P + R) for each class, P being its precision and R its recall
 * @peers Keras `F1Score`, PyTorch (torchmetrics) `F1Score`, optax —
 * @param logits [...batch, classes]: logits or probabilities; the classes have a size
 * @param targets `i32` labels [...batch], or rows of the logits' shape whose largest entry is the label
 * @param options.average `macro` (default), `micro`, `weighted` or `none`
 * @returns an `f32` scalar, or with `none` a number for each class
 * @throws OpsError `ops/targets`, `ops/option`
 * @see Manning, Raghavan & Schütze, "Introduction to Information Retrieval" (2008), section 8.3; averages: section 13.6.
 * @example
 * const metrics = { f1: f1(logits, labels) };
 */
export function f1<A extends Average = "macro">(
  logits: Tensor,
  targets: Tensor,
  options: { readonly average?: A } = {},
): Averaged<A> {
  const { hits, predicted, actual } = classCounts(logits, targets);
  const shares = { part: mul(hits, 2) as Tensor, whole: add(predicted, actual) as Tensor, actual };
  return averaged("f1", options.average ?? "macro", shares) as Tensor as Averaged<A>;
}
