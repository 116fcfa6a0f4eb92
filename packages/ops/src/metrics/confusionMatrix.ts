import { argmax, matmul, reshape, type Shape, sum, type Tensor, transpose } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { oneHot } from "../math/oneHot.js";
import { labelsOf } from "./internal/labelsOf.js";

/**
 * How many rows of each class (down) were said to be of each class (across); labels out of range are not counted. Matrices of
 * batches add up to that of all rows, which scores such as `f1` do not. Exact up to 2²⁴ rows.
 *
 * @formula C[i, j] = Σ [label = i][argmax z = j]
 * @peers Keras —, PyTorch (torchmetrics) `ConfusionMatrix`, optax —
 * @param logits [...batch, classes]: logits or probabilities; the classes have a size
 * @param targets `i32` labels [...batch], or rows of the logits' shape whose largest entry is the label
 * @returns `f32` [classes, classes]
 * @throws OpsError `ops/targets`
 * @see Manning, Raghavan & Schütze, "Introduction to Information Retrieval" (2008), section 14.5.
 * @example
 * const { counts } = session.compile({ outputs: { counts: confusionMatrix(logits, labels) } }).run(feeds);
 */
export function confusionMatrix(logits: Tensor, targets: Tensor): Tensor<readonly [number, number]> {
  const classes = logits.shape.at(-1);
  const labels = labelsOf(targets);
  const predicted: Tensor = argmax(logits);
  const fits =
    labels.shape.length === predicted.shape.length && labels.shape.every((dim, i) => dim === predicted.shape[i]);
  if (typeof classes !== "number" || !fits) {
    const expected = "a label for each row of logits whose classes have a size";
    throw new OpsError("ops/targets", { operation: "confusionMatrix", predictions: logits, targets, expected });
  }
  // A single row has no dimension to sum over yet.
  const rows = (of: Tensor): Tensor => {
    const ones: Tensor = oneHot(of, classes);
    return of.shape.length > 0 ? ones : reshape(ones, [1, classes] as Shape);
  };
  const [actual, said] = [rows(labels), rows(predicted)] as const;
  const rank = actual.shape.length;
  const swapped = Array.from({ length: rank }, (_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
  const counts: Tensor = matmul(transpose(actual, swapped) as Tensor, said);
  const leading = Array.from({ length: rank - 2 }, (_, axis) => axis);
  return sum(counts, { axes: leading }) as Tensor as Tensor<readonly [number, number]>;
}
