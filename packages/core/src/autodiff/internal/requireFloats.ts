import { AdjointError } from "../../errors/adjointError.js";
import type { Tensor } from "../../graph/tensor.js";
import { isFloat } from "../../primitives/internal/dtypes.js";
import { sameShape } from "../../types/sameShape.js";

/** Checks that tensors have derivatives, and that each direction has the shape and dtype of its tensor. */
export function requireFloats(tensors: readonly Tensor[], directions: readonly Tensor[]): void {
  if (tensors.length !== directions.length) {
    throw new AdjointError("autodiff/count", { tensors: tensors.length, directions: directions.length });
  }
  tensors.forEach((tensor, i) => {
    if (!isFloat(tensor.dtype)) throw new AdjointError("autodiff/not-differentiable", { tensor });
    const direction = directions[i]!;
    const fits = direction.dtype === tensor.dtype && sameShape(direction.shape, tensor.shape);
    if (!fits) throw new AdjointError("autodiff/direction", { tensor, direction });
  });
}
