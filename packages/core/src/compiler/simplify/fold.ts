import { is } from "../../graph/is.js";
import type { Tensor } from "../../graph/tensor.js";
import { broadcastToPrimitive } from "../../primitives/broadcastTo.js";
import { constantFrom, constantPrimitive } from "../../primitives/constant.js";
import { sizeOf } from "../../primitives/internal/strides.js";
import { arrayOf } from "../../types/arrayOf.js";

/** Constants of at most this many elements are computed at compile time. */
const largest = 16;

/** The value of a node whose inputs are constants, by its reference kernel; broadcasts stay what they are. */
export function fold(node: Tensor, inputs: readonly Tensor[]): Tensor | undefined {
  const { primitive, attributes, dtype } = node;
  if (primitive.evaluate === undefined || is(node, constantPrimitive) || is(node, broadcastToPrimitive))
    return undefined;
  const shape = node.shape as readonly number[];
  const values = inputs.flatMap((input) => (is(input, constantPrimitive) ? [input.attributes.value] : []));
  if (values.length !== inputs.length || sizeOf(shape) > largest) return undefined;
  const out = { dtype, shape, data: arrayOf(dtype, sizeOf(shape)) };
  primitive.evaluate(values, attributes, out);
  return constantFrom(out);
}
