import {
  add,
  and,
  cast,
  equal,
  greater,
  iota,
  less,
  mul,
  reshape,
  type Shape,
  select,
  sum,
  type Tensor,
} from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { requireWhole } from "../errors/requireWhole.js";
import { mean } from "../math/mean.js";
import { oneHot } from "../math/oneHot.js";
import { labelsOf } from "./internal/labelsOf.js";

/**
 * The share of rows in which fewer than k entries come before that of the label, 0 to 1. Of equals the first comes first, so
 * that k = 1 is `accuracy`. A label out of range is never a hit.
 *
 * @formula mean of [rank of z[label] < k]
 * @peers Keras `TopKCategoricalAccuracy` and `SparseTopKCategoricalAccuracy`, PyTorch (torchmetrics) `Accuracy(top_k)`, optax —
 * @param logits [...batch, classes]: logits or probabilities; the classes have a size
 * @param targets `i32` labels [...batch], or rows of the logits' shape whose largest entry is the label
 * @param options.k ≥ 1. Default: 5
 * @returns an `f32` scalar
 * @throws OpsError `ops/option`, `ops/targets`
 * @see Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge" (2015): the top-5 error.
 * @example
 * const metrics = { top5: topKAccuracy(logits, labels), top3: topKAccuracy(logits, labels, { k: 3 }) };
 */
export function topKAccuracy(
  logits: Tensor,
  targets: Tensor,
  { k = 5 }: { readonly k?: number } = {},
): Tensor<readonly []> {
  requireWhole("topKAccuracy", "k", k, 1);
  const classes = logits.shape.at(-1);
  if (typeof classes !== "number") {
    const expected = "a label for each row of logits whose classes have a size";
    throw new OpsError("ops/targets", { operation: "topKAccuracy", predictions: logits, targets, expected });
  }
  const labels = labelsOf(targets);
  const column: Tensor = reshape(labels, [...labels.shape, 1] as Shape);
  const atLabel: Tensor = cast(oneHot(labels, classes, "u8"), "bool");
  const score: Tensor = sum(select(atLabel, logits, 0) as Tensor, { axes: [-1], keepDims: true });
  const earlier: Tensor = less(iota(classes), column);
  const ahead: Tensor = add(
    cast(greater(logits, score) as Tensor, "f32"),
    cast(and(equal(logits, score) as Tensor, earlier) as Tensor, "f32"),
  );
  const inFront: Tensor = less(sum(ahead, { axes: [-1] }) as Tensor, k);
  const known: Tensor = and(less(labels, classes) as Tensor, less(-1, labels) as Tensor);
  return mean(mul(cast(inFront, "f32"), cast(known, "f32")) as Tensor) as Tensor<readonly []>;
}
