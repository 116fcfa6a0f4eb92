import { is } from "../../graph/is.js";
import type { Tensor } from "../../graph/tensor.js";
import { binaryPrimitives } from "../../primitives/binary.js";
import { broadcastTo, broadcastToPrimitive } from "../../primitives/broadcastTo.js";
import { reshape, reshapePrimitive } from "../../primitives/reshape.js";
import { stopGradientPrimitive } from "../../primitives/stopGradient.js";
import { transpose, transposePrimitive } from "../../primitives/transpose.js";
import { unaryPrimitives } from "../../primitives/unary.js";
import type { Shape } from "../../types/shape.js";
import { scalarOf } from "./scalarOf.js";

const { mul, div, sub } = binaryPrimitives;
const { neg } = unaryPrimitives;

/**
 * Identities that hold to the last bit, NaN and −0 included: x·1, x/1, x − 0, −(−x), views of views.
 * (x + 0 is not among them: it turns −0 into 0.) Returns what stands for the node, if anything simpler does.
 */
export function algebra(node: Tensor, inputs: readonly Tensor[]): Tensor | undefined {
  const [x, y] = inputs;
  if (x === undefined) return undefined;
  if (node.primitive === stopGradientPrimitive) return x;
  if (node.primitive === mul && scalarOf(y!) === 1) return x;
  if (node.primitive === mul && scalarOf(x) === 1) return y;
  if (node.primitive === div && scalarOf(y!) === 1) return x;
  if (node.primitive === sub && Object.is(scalarOf(y!), 0)) return x;
  if (node.primitive === neg && x.primitive === neg) return x.inputs[0];
  if (is(node, broadcastToPrimitive) && is(x, broadcastToPrimitive)) return broadcastTo(x.inputs[0]!, node.shape);
  if (is(node, reshapePrimitive) && is(x, reshapePrimitive)) return reshape(x.inputs[0]!, node.shape as Shape);
  if (is(node, transposePrimitive) && is(x, transposePrimitive)) {
    const inner = x.attributes.permutation;
    return transpose(x.inputs[0]!, node.attributes.permutation.map((axis) => inner[axis]!) as readonly number[]);
  }
  return undefined;
}
