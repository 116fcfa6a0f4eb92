import { is } from "../../graph/is.js";
import type { Tensor } from "../../graph/tensor.js";
import { broadcastToPrimitive } from "../../primitives/broadcastTo.js";
import { constantPrimitive } from "../../primitives/constant.js";
import { reshapePrimitive } from "../../primitives/reshape.js";

/** The one number that all elements of a tensor are known to be, seen through broadcasting and reshaping. */
export function scalarOf(tensor: Tensor): number | undefined {
  let node = tensor;
  while (is(node, broadcastToPrimitive) || is(node, reshapePrimitive)) node = node.inputs[0]!;
  if (!is(node, constantPrimitive)) return undefined;
  const { data } = node.attributes.value;
  return data.length === 1 ? data[0] : undefined;
}
