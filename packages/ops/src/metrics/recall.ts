import type { Tensor } from "@adjoint/core";
import { type Average, type Averaged, averaged } from "./average.js";
import { classCounts } from "./internal/classCounts.js";

/**
 * Of the rows that are of a class, the share that was said to be, averaged over classes. Of none it is 0.
 *
 * @formula C[k, k] / Σⱼ C[k, j] for class k, C being the `confusionMatrix`
 * @peers Keras `Recall`, PyTorch (torchmetrics) `Recall`, optax —
 * @param logits [...batch, classes]: logits or probabilities; the classes have a size
 * @param targets `i32` labels [...batch], or rows of the logits' shape whose largest entry is the label
 * @param options.average `macro` (default), `micro`, `weighted` or `none`
 * @returns an `f32` scalar, or with `none` a number for each class
 * @throws OpsError `ops/targets`, `ops/option`
 * @see Manning, Raghavan & Schütze, "Introduction to Information Retrieval" (2008), section 8.3; averages: section 13.6.
 * @example
 * const metrics = { recall: recall(logits, labels) };
 */
export function recall<A extends Average = "macro">(
  logits: Tensor,
  targets: Tensor,
  options: { readonly average?: A } = {},
): Averaged<A> {
  const { hits, actual } = classCounts(logits, targets);
  const shares = { part: hits, whole: actual, actual };
  return averaged("recall", options.average ?? "macro", shares) as Tensor as Averaged<A>;
}
