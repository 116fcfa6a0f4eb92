import { is } from "../../graph/is.js";
import type { Tensor } from "../../graph/tensor.js";
import { broadcastToPrimitive } from "../../primitives/broadcastTo.js";
import { flipPrimitive } from "../../primitives/flip.js";
import { reshapePrimitive } from "../../primitives/reshape.js";
import { slicePrimitive } from "../../primitives/slice.js";
import { transposePrimitive } from "../../primitives/transpose.js";
import { windowsPrimitive } from "../../primitives/windows.js";
import type { Access } from "./kernel.js";

/** The index of each dimension of a tensor as an affine function of the position in a kernel's space. */
export type View = readonly Access[];

const nowhere = (rank: number): Access => ({ strides: new Array(rank).fill(0), offset: 0 });

/** The view of a tensor whose dimensions are the space itself. */
export const identityView = (rank: number): View =>
  Array.from({ length: rank }, (_, axis) => ({
    strides: Array.from({ length: rank }, (_, d) => Number(d === axis)),
    offset: 0,
  }));

/** Element index in memory, given the strides of the tensor's layout. */
export function flatten(view: View, strides: readonly number[], rank: number): Access {
  const total = new Array<number>(rank).fill(0);
  let offset = 0;
  view.forEach((index, axis) => {
    offset += index.offset * strides[axis]!;
    index.strides.forEach((stride, d) => {
      total[d]! += stride * strides[axis]!;
    });
  });
  return { strides: total, offset };
}

/** a · x + b · y, of indices x and y. */
const combined = (x: Access, a: number, y: Access, b: number): Access => ({
  strides: x.strides.map((stride, d) => a * stride + b * y.strides[d]!),
  offset: a * x.offset + b * y.offset,
});

/** When a reshape only adds or drops dimensions of size 1: for each dimension of the input, the one of the output it is. */
function unitReshape(from: readonly number[], to: readonly number[]): readonly (number | undefined)[] | undefined {
  const large = to.flatMap((size, axis) => (size === 1 ? [] : [axis]));
  const wanted = from.filter((size) => size !== 1);
  if (wanted.length !== large.length || wanted.some((size, i) => size !== to[large[i]!])) return undefined;
  let next = 0;
  return from.map((size) => (size === 1 ? undefined : large[next++]!));
}

/**
 * The view of a movement's input that its output's view amounts to, so that nothing has to move; `undefined` when the node is
 * no movement of this kind.
 */
export function throughView(node: Tensor, view: View, rank: number): View | undefined {
  const input = node.inputs[0];
  if (input === undefined) return undefined;
  const from = input.shape as readonly number[];
  if (is(node, broadcastToPrimitive)) {
    const missing = node.shape.length - from.length;
    return from.map((size, axis) => (size === 1 ? nowhere(rank) : view[axis + missing]!));
  }
  if (is(node, transposePrimitive)) {
    const { permutation } = node.attributes;
    return from.map((_, axis) => view[permutation.indexOf(axis)]!);
  }
  if (is(node, slicePrimitive)) {
    const { axis: sliced, start } = node.attributes;
    return view.map((index, axis) => (axis === sliced ? { ...index, offset: index.offset + start } : index));
  }
  if (is(node, flipPrimitive)) {
    const { axes } = node.attributes;
    return view.map(({ strides, offset }, axis) =>
      axes.includes(axis)
        ? { strides: strides.map((stride) => -stride), offset: from[axis]! - 1 - offset }
        : { strides, offset },
    );
  }
  if (is(node, windowsPrimitive)) {
    const { axis, stride, dilation } = node.attributes;
    return view.toSpliced(axis, 2, combined(view[axis]!, stride, view[axis + 1]!, dilation));
  }
  if (is(node, reshapePrimitive)) {
    const axes = unitReshape(from, node.shape as readonly number[]);
    return axes?.map((axis) => (axis === undefined ? nowhere(rank) : view[axis]!));
  }
  return undefined;
}

const movements: ReadonlySet<unknown> = new Set([
  broadcastToPrimitive,
  transposePrimitive,
  slicePrimitive,
  flipPrimitive,
  windowsPrimitive,
]);

/** Is this a movement that a view can express? */
export const isView = (node: Tensor): boolean =>
  movements.has(node.primitive) ||
  (is(node, reshapePrimitive) &&
    unitReshape(node.inputs[0]!.shape as readonly number[], node.shape as readonly number[]) !== undefined);
