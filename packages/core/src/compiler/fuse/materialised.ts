import { is } from "../../graph/is.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { argmaxPrimitive } from "../../primitives/argmax.js";
import { binaryPrimitives } from "../../primitives/binary.js";
import { castPrimitive } from "../../primitives/cast.js";
import { comparePrimitive } from "../../primitives/compare.js";
import { constantPrimitive } from "../../primitives/constant.js";
import { dotPrimitive } from "../../primitives/dot.js";
import { flipPrimitive } from "../../primitives/flip.js";
import { gatherPrimitive } from "../../primitives/gather.js";
import { sizeOf } from "../../primitives/internal/strides.js";
import { iotaPrimitive } from "../../primitives/iota.js";
import { randomBitsPrimitive } from "../../primitives/randomBits.js";
import { reshapePrimitive } from "../../primitives/reshape.js";
import { scatterAddPrimitive } from "../../primitives/scatterAdd.js";
import { selectPrimitive } from "../../primitives/select.js";
import { unaryPrimitives } from "../../primitives/unary.js";
import { isView } from "./view.js";

const elementwise: ReadonlySet<unknown> = new Set([
  ...Object.values(unaryPrimitives),
  ...Object.values(binaryPrimitives),
  castPrimitive,
  comparePrimitive,
  randomBitsPrimitive,
  selectPrimitive,
]);

/** Does the node compute each element from the same element of its inputs (or from its position, as random bits do)? */
export const isElementwise = (node: Tensor): boolean => elementwise.has(node.primitive);

/** Nodes that cost nothing to compute where they are used. */
const isFree = (node: Tensor): boolean =>
  isView(node) || is(node, iotaPrimitive) || (is(node, constantPrimitive) && node.attributes.value.data.length === 1);

/** Nodes whose kernels need their inputs in memory, and which of the inputs. */
function neededInMemory(node: Tensor): readonly Tensor[] {
  const takesMemory =
    node.primitive === gatherPrimitive ||
    is(node, scatterAddPrimitive) ||
    is(node, argmaxPrimitive) ||
    is(node, randomBitsPrimitive) ||
    (is(node, reshapePrimitive) && !isView(node));
  return takesMemory ? node.inputs : [];
}

/** The tensor behind the movements that a view can express. */
export function behindViews(node: Tensor): Tensor {
  let source = node;
  while (isView(source)) source = source.inputs[0]!;
  return source;
}

/** The operand of a product that has to be in memory: behind views, but not behind flips, as products only walk forwards. */
function matrixBehind(node: Tensor): Tensor {
  let source = node;
  while (isView(source) && !is(source, flipPrimitive)) source = source.inputs[0]!;
  return source;
}

/**
 * The nodes that are computed into memory of their own. The others are computed where they are used: views and single numbers
 * anywhere, an elementwise node inside its only user.
 */
export function materialised(roots: readonly Tensor[]): ReadonlySet<Tensor> {
  const nodes = tape(roots);
  const chosen = new Set<Tensor>();
  const users = new Map<Tensor, Set<Tensor>>();
  for (const node of nodes) {
    for (const input of neededInMemory(node)) chosen.add(input);
    if (isView(node)) {
      // What is repeated along a dimension would be computed once for each repetition.
      const source = behindViews(node);
      const repeats = sizeOf(source.shape as readonly number[]) < sizeOf(node.shape as readonly number[]);
      if (repeats && !isFree(source)) chosen.add(source);
      continue;
    }
    for (const input of node.inputs) {
      const source = behindViews(input);
      users.set(source, (users.get(source) ?? new Set()).add(node));
      if (is(node, dotPrimitive)) chosen.add(matrixBehind(input));
    }
    if (!isElementwise(node) && !isFree(node)) chosen.add(node);
  }
  for (const node of nodes) {
    if (isElementwise(node) && (users.get(node)?.size ?? 0) > 1) chosen.add(node);
  }
  return new Set([...chosen, ...roots]);
}
