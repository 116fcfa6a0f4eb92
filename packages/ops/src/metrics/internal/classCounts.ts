import { iota, mul, sum, type Tensor } from "@adjoint/core";
import { oneHot } from "../../math/oneHot.js";
import { confusionMatrix } from "../confusionMatrix.js";

/** For each class: how many rows were rightly said to be it, how many were said to be, and how many are. */
export interface ClassCounts {
  readonly hits: Tensor;
  readonly predicted: Tensor;
  readonly actual: Tensor;
}

/** Counts over all rows. */
export function classCounts(logits: Tensor, targets: Tensor): ClassCounts {
  const counts: Tensor = confusionMatrix(logits, targets);
  const classes = Number(counts.shape[0]);
  const diagonal: Tensor = oneHot(iota(classes), classes);
  return {
    hits: sum(mul(counts, diagonal) as Tensor, { axes: [1] }),
    predicted: sum(counts, { axes: [0] }),
    actual: sum(counts, { axes: [1] }),
  };
}
