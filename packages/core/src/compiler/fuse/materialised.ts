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
import { joinedView, sizesIn } from "./operand.js";
import { commonSizes } from "./refine.js";
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

/**
 * The reshapes that products read as the views behind them. Whatever else needs one has it in memory, and then products read it
 * there too.
 */
function joinedOperands(nodes: readonly Tensor[], roots: readonly Tensor[]): ReadonlySet<Tensor> {
  const joined = new Set(nodes.filter((node) => joinedView(node) !== undefined));
  for (const root of roots) joined.delete(root);
  for (const node of nodes) {
    if (is(node, dotPrimitive)) continue;
    for (const input of node.inputs) joined.delete(input);
  }
  const products = nodes.filter((node) => is(node, dotPrimitive));
  // What one product gives up another may have to give up too.
  for (let before = -1; before !== joined.size; ) {
    before = joined.size;
    for (const node of products) if (!canBeJoined(node, joined)) for (const input of node.inputs) joined.delete(input);
  }
  return joined;
}

/** Can a product read both operands where they lie? Both must walk together, and columns must be one dimension. */
function canBeJoined(node: Tensor, joined: ReadonlySet<Tensor>): boolean {
  const [left, right] = node.inputs.map((operand) => sizesIn(operand, !joined.has(operand))) as [Sizes, Sizes];
  const [rows, columns] = [node.shape.length - 2, node.shape.length - 1];
  const { transposeLeft, transposeRight } = node.attributes as { transposeLeft: boolean; transposeRight: boolean };
  const walk = (a: readonly number[], b: readonly number[]) => commonSizes(a, b) !== undefined || a.join() === b.join();
  return (
    right[transposeRight ? rows : columns]!.length <= 1 &&
    walk(left[transposeLeft ? rows : columns]!, right[transposeRight ? columns : rows]!) &&
    left.slice(0, rows).every((sizes, axis) => walk(sizes, right[axis]!))
  );
}

type Sizes = readonly (readonly number[])[];

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
  const joined = joinedOperands(nodes, roots);
  for (const node of nodes) {
    if (joined.has(node)) {
      chosen.add(matrixBehind(node.inputs[0]!));
      continue;
    }
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
      if (is(node, dotPrimitive) && !joined.has(input)) chosen.add(matrixBehind(input));
    }
    if (!isElementwise(node) && !isFree(node)) chosen.add(node);
  }
  for (const node of nodes) {
    if (isElementwise(node) && (users.get(node)?.size ?? 0) > 1) chosen.add(node);
  }
  return new Set([...chosen, ...roots]);
}
