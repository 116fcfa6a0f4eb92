import type { Tensor } from "@adjoint/core";
import { type Average, type Averaged, averaged } from "./average.js";
import { classCounts } from "./internal/classCounts.js";

/**
 * Of the rows that were said to be of a class, the share that is, averaged over classes. Of none it is 0.
 *
 * @formula C[k, k] / Σᵢ C[i, k] for class k, C being the `confusionMatrix`
 * @peers Keras `Precision`, PyTorch (torchmetrics) `Precision`, optax —
 * @param logits [...batch, classes]: logits or probabilities; the classes have a size
 * @param targets `i32` labels [...batch], or rows of the logits' shape whose largest entry is the label
 * @param options.average `macro` (default), `micro`, `weighted` or `none`
 * @returns an `f32` scalar, or with `none` a number for each class
 * @throws OpsError `ops/targets`, `ops/option`
 * @see Manning, Raghavan & Schütze, "Introduction to Information Retrieval" (2008), section 8.3; averages: section 13.6.
 * @example
 * const metrics = { precision: precision(logits, labels) };
 */
export function precision<A extends Average = "macro">(
  logits: Tensor,
  targets: Tensor,
  options: { readonly average?: A } = {},
): Averaged<A> {
  const { hits, predicted, actual } = classCounts(logits, targets);
  const shares = { part: hits, whole: predicted, actual };
  return averaged("precision", options.average ?? "macro", shares) as Tensor as Averaged<A>;
}
