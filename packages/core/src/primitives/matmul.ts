import { AdjointError } from "../errors/adjointError.js";
import type { Tensor } from "../graph/tensor.js";
import type { Matmul, Result, Shape, Valid } from "../types/shape.js";
import { broadcastTo } from "./broadcastTo.js";
import { dot } from "./dot.js";
import { broadcastShapes } from "./internal/operands.js";

/**
 * The matrix product over the last two dimensions: C[i, k] = Σⱼ A[i, j]·B[j, k]. Leading dimensions are a batch and broadcast.
 * Its cotangents are Ā = C̄·Bᵀ and B̄ = Aᵀ·C̄.
 *
 * @param left [...batch, m, k], floats
 * @param right [...batch, k, n], of the same dtype
 * @returns [...batch, m, n]
 * @throws AdjointError `dot/rank`, `dot/inner-dimensions`, `dot/batch`, `dtype/differ`, `dtype/unsupported`
 * @example
 * const hidden = matmul(input("pixels", ["batch", 784]), parameter("weights", [784, 75]));
 */
export function matmul<A extends Shape, B extends Shape>(
  left: Tensor<A>,
  right: Tensor<B> & Valid<Matmul<A, B>>,
): Tensor<Result<Matmul<A, B>>> {
  const [a, b]: readonly [Tensor, Tensor] = [left, right];
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (batch === undefined) throw new AdjointError("dot/batch", { left: a, right: b });
  const spread = (tensor: Tensor) =>
    tensor.shape.length < 2 ? tensor : broadcastTo(tensor, [...batch, ...tensor.shape.slice(-2)]);
  return dot(spread(a), spread(b)) as Tensor as Tensor<Result<Matmul<A, B>>>;
}
