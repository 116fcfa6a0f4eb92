import { is } from "../../graph/is.js";
import { rewrite } from "../../graph/rewrite.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { dot, dotPrimitive } from "../../primitives/dot.js";
import { sizeOf } from "../../primitives/internal/strides.js";
import { reshape, reshapePrimitive } from "../../primitives/reshape.js";
import { sumPrimitive } from "../../primitives/sum.js";

const shapeOf = (tensor: Tensor): readonly number[] => tensor.shape as readonly number[];

/** Are these the last dimensions of a batch of matrices, all of them neighbours? */
const endBatch = (axes: readonly number[], rank: number): boolean =>
  axes.length > 0 && axes.every((axis, i) => axis === rank - 2 - axes.length + i);

/**
 * Σ over a batch of Aᵀ·B as one product, whose sums run on over the batch: the gradient of weights that every element of a batch
 * is multiplied with. Terms are added in the same order, but rounded in single precision between batches too.
 */
export function sumsOfProducts(roots: readonly Tensor[]): readonly Tensor[] {
  const uses = new Map<Tensor, number>();
  const use = (tensor: Tensor) => uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
  roots.forEach(use);
  for (const node of tape(roots)) node.inputs.forEach(use);
  return rewrite(
    roots,
    (node, [product]) => {
      if (!is(node, sumPrimitive) || !is(product!, dotPrimitive) || uses.get(node.inputs[0]!) !== 1) return undefined;
      const { axes } = node.attributes;
      const { transposeLeft, transposeRight } = product.attributes;
      if (!transposeLeft || transposeRight || !endBatch(axes, product.shape.length)) return undefined;
      const joined = product.inputs.map((operand) => {
        const shape = shapeOf(operand);
        const inner = sizeOf(shape.slice(axes[0], -1));
        const source = is(operand, reshapePrimitive) ? operand.inputs[0]! : operand;
        return reshape(source, [...shape.slice(0, axes[0]), inner, shape.at(-1)!] as readonly number[]) as Tensor;
      });
      return dot(joined[0]!, joined[1]!, true, false);
    },
    { keepNames: false },
  );
}
