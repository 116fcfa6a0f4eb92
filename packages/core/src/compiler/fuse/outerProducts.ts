import { is } from "../../graph/is.js";
import { rewrite } from "../../graph/rewrite.js";
import type { Tensor } from "../../graph/tensor.js";
import { add, mul } from "../../primitives/binary.js";
import { broadcastTo } from "../../primitives/broadcastTo.js";
import { dotPrimitive } from "../../primitives/dot.js";
import { transpose } from "../../primitives/transpose.js";

/** A matrix the other way round, or as it is. */
function turned(matrix: Tensor, isTurned: boolean): Tensor {
  if (!isTurned) return matrix;
  const axes = matrix.shape.map((_, axis) => axis);
  const [rows, columns] = axes.splice(-2) as [number, number];
  return transpose(matrix, [...axes, columns, rows] as readonly number[]) as Tensor;
}

/**
 * Products whose sums have one term as elementwise ones, so that they join the kernels around them: the gradient of weights at a
 * batch of one goes through the weights row by row. A sum begins with 0, which makes 0 of −0.
 */
export const outerProducts = (roots: readonly Tensor[]): readonly Tensor[] =>
  rewrite(
    roots,
    (node, [left, right]) => {
      if (!is(node, dotPrimitive)) return undefined;
      const { transposeLeft, transposeRight } = node.attributes;
      if (left!.shape.at(transposeLeft ? -2 : -1) !== 1) return undefined;
      const spread = (matrix: Tensor, isTurned: boolean) => broadcastTo(turned(matrix, isTurned), node.shape);
      return add(mul(spread(left!, transposeLeft), spread(right!, transposeRight)), 0) as Tensor;
    },
    { keepNames: false },
  );
