import { sameShape, type Tensor } from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";

/** Checks that both are rows of one shape and dtype. */
export function requireRows(operation: string, predictions: Tensor, targets: Tensor): void {
  const alike = sameShape(predictions.shape, targets.shape) && predictions.dtype === targets.dtype;
  if (alike && predictions.shape.length > 0) return;
  const expected = `${predictions.dtype} rows of the same shape`;
  throw new OpsError("ops/targets", { operation, predictions, targets, expected });
}
