import { apply } from "../../graph/apply.js";
import { is } from "../../graph/is.js";
import type { Tensor } from "../../graph/tensor.js";
import { argmaxPrimitive } from "../../primitives/argmax.js";
import { binaryPrimitives } from "../../primitives/binary.js";
import { concatPrimitive } from "../../primitives/concat.js";
import { dotPrimitive } from "../../primitives/dot.js";
import { maxPrimitive, minPrimitive } from "../../primitives/extreme.js";
import { foldWindowsPrimitive } from "../../primitives/foldWindows.js";
import { gatherPrimitive } from "../../primitives/gather.js";
import { sizeOf, stridesOf } from "../../primitives/internal/strides.js";
import { spread, type Window } from "../../primitives/internal/window.js";
import { padPrimitive } from "../../primitives/pad.js";
import { scatterAddPrimitive } from "../../primitives/scatterAdd.js";
import { sumPrimitive } from "../../primitives/sum.js";
import { type BufferOf, definition, expressionBuilder } from "./expressions.js";
import {
  type Buffer,
  denseAccess,
  type Expression,
  type Inner,
  type Kernel,
  type LoopKernel,
  type Operand,
} from "./kernel.js";
import { type Dimension, type LaidOut, laidOut } from "./operand.js";
import { commonSizes, cutStride, runs } from "./refine.js";
import { identityView } from "./view.js";

const shapeOf = (tensor: Tensor): readonly number[] => tensor.shape as readonly number[];

/** The common dimensions of two operands along an axis of each, with the strides of both. */
function sharedDimensions(left: readonly Dimension[], right: readonly Dimension[]): readonly Inner[] {
  if (left.length === 1 && right.length === 1)
    return [{ size: left[0]!.size, left: left[0]!.stride, right: right[0]!.stride }];
  const sizes = (dimensions: readonly Dimension[]) => dimensions.map(({ size }) => size);
  const common = commonSizes(sizes(left), sizes(right))!;
  const cut = (dimensions: readonly Dimension[]) =>
    runs(sizes(dimensions), common).flatMap((run, i) => cutStride(dimensions[i]!.stride, run));
  const [lefts, rights] = [cut(left), cut(right)];
  return common.map((size, i) => ({ size, left: lefts[i]!, right: rights[i]! }));
}

function product(
  node: Tensor,
  transposeLeft: boolean,
  transposeRight: boolean,
  bufferOf: BufferOf,
  target: Buffer,
): LoopKernel {
  const [rows, columns] = [node.shape.length - 2, node.shape.length - 1];
  const [left, right] = node.inputs.map((operand) => laidOut(operand, bufferOf)) as [LaidOut, LaidOut];
  const batch = left.dimensions.slice(0, rows).flatMap((own, axis) => sharedDimensions(own, right.dimensions[axis]!));
  const across = left.dimensions[transposeLeft ? columns : rows]!;
  const along = right.dimensions[transposeRight ? rows : columns]!;
  // A matrix has one dimension of columns, and one of rows at least, also where they are of size 1.
  const rowsOfLeft = across.length > 0 ? across : [{ size: 1, stride: 0 }];
  const [columnsOfRight = { size: 1, stride: 0 }] = along;
  const space = [...batch, ...rowsOfLeft, columnsOfRight].map(({ size }) => size);
  const inner = sharedDimensions(
    left.dimensions[transposeLeft ? rows : columns]!,
    right.dimensions[transposeRight ? columns : rows]!,
  );
  const operand = ({ buffer, offset }: LaidOut, strides: readonly number[]): Operand => ({
    buffer,
    access: { offset, strides },
  });
  return {
    kind: "loop",
    space,
    product: {
      left: operand(left, [...batch.map((own) => own.left), ...rowsOfLeft.map(({ stride }) => stride), 0]),
      right: operand(right, [...batch.map((own) => own.right), ...rowsOfLeft.map(() => 0), columnsOfRight.stride]),
      inner,
    },
    stores: [{ buffer: target, access: denseAccess(space), value: { kind: "product", dtype: node.dtype } }],
  };
}

/** A copy of `source` into a part of `target` that starts at `start` along `axis`. */
function piece(
  source: Tensor,
  target: Buffer,
  shape: readonly number[],
  axis: number,
  start: number,
  bufferOf: BufferOf,
): LoopKernel {
  const strides = stridesOf(shape);
  const space = shapeOf(source);
  const value = expressionBuilder(bufferOf, space.length)(source, identityView(space.length));
  return {
    kind: "loop",
    space,
    stores: [{ buffer: target, access: { strides, offset: start * strides[axis]! }, value }],
  };
}

/**
 * Adds each element of `source`, windows along `axis`, to the one of `target` that it was taken from: to the zero that is there,
 * or, where windows lie side by side and so every element comes once, to no memory at all.
 */
function added(
  source: Tensor,
  target: Buffer,
  shape: readonly number[],
  { axis, stride, dilation }: Window & { readonly axis: number },
  bufferOf: BufferOf,
): readonly Kernel[] {
  const space = shapeOf(source);
  const access = { strides: spread(stridesOf(shape), axis, { stride, dilation }), offset: 0 };
  const [count, size] = space.slice(axis) as [number, number];
  const once = dilation === 1 && stride === size && shape[axis] === count * size;
  const { dtype } = target;
  const before: Expression = once
    ? { kind: "constant", value: 0, dtype }
    : { kind: "load", buffer: target, access, dtype };
  const value = expressionBuilder(bufferOf, space.length)(source, identityView(space.length));
  const node = apply(binaryPrimitives.add, [source, source], {});
  const sum: Expression = { kind: "apply", node, args: [before, value], dtype };
  const loop: Kernel = { kind: "loop", space, stores: [{ buffer: target, access, value: sum }] };
  return once ? [loop] : [{ kind: "copy", source: undefined, target }, loop];
}

/** The kernels that fill the buffer of one materialised tensor. */
export function kernelsOf(node: Tensor, target: Buffer, bufferOf: BufferOf): readonly Kernel[] {
  const shape = shapeOf(node);
  const reduction =
    node.primitive === sumPrimitive
      ? "sum"
      : node.primitive === maxPrimitive
        ? "max"
        : node.primitive === minPrimitive
          ? "min"
          : undefined;
  if (reduction !== undefined) {
    const [source] = node.inputs as readonly [Tensor];
    const space = shapeOf(source);
    const value = expressionBuilder(bufferOf, space.length)(source, identityView(space.length));
    const axes = node.attributes.axes as readonly number[];
    return [{ kind: "loop", space, stores: [], reduction: { operation: reduction, axes, value, into: target } }];
  }
  if (is(node, dotPrimitive)) {
    return [product(node, node.attributes.transposeLeft, node.attributes.transposeRight, bufferOf, target)];
  }
  if (is(node, concatPrimitive)) {
    const { axis } = node.attributes;
    let end = 0;
    return node.inputs.map((input) => {
      const start = end;
      end += shapeOf(input)[axis]!;
      return piece(input, target, shape, axis, start, bufferOf);
    });
  }
  if (is(node, padPrimitive)) {
    const { axis, before } = node.attributes;
    const fill: Kernel = { kind: "copy", source: undefined, target };
    return [fill, piece(node.inputs[0]!, target, shape, axis, before, bufferOf)];
  }
  if (is(node, foldWindowsPrimitive)) return added(node.inputs[0]!, target, shape, node.attributes, bufferOf);
  if (is(node, argmaxPrimitive)) {
    const from = shapeOf(node.inputs[0]!);
    const { axis } = node.attributes;
    const [outer, inner] = [sizeOf(from.slice(0, axis)), sizeOf(from.slice(axis + 1))];
    return [{ kind: "argmax", source: bufferOf(node.inputs[0]!)!, target, outer, size: from[axis]!, inner }];
  }
  if (node.primitive === gatherPrimitive || is(node, scatterAddPrimitive)) {
    const kind = is(node, scatterAddPrimitive) ? "scatterAdd" : "gather";
    const table = kind === "gather" ? shapeOf(node.inputs[0]!) : shape;
    const [source, indices] = [bufferOf(node.inputs[0]!)!, bufferOf(node.inputs[1]!)!];
    return [{ kind, source, indices, target, rows: table[0]!, row: sizeOf(table.slice(1)) }];
  }
  const value = definition(bufferOf, node, identityView(shape.length));
  return [{ kind: "loop", space: shape, stores: [{ buffer: target, access: denseAccess(shape), value }] }];
}
