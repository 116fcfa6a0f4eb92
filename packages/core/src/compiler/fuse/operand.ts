import { is } from "../../graph/is.js";
import type { Tensor } from "../../graph/tensor.js";
import { stridesOf } from "../../primitives/internal/strides.js";
import { reshapePrimitive } from "../../primitives/reshape.js";
import type { BufferOf } from "./expressions.js";
import type { Buffer } from "./kernel.js";
import { runs } from "./refine.js";
import { flatten, identityView, isView, throughView, type View } from "./view.js";

/** A dimension of an operand in memory. */
export interface Dimension {
  readonly size: number;
  readonly stride: number;
}

/** An operand of a product where it lies: each of its dimensions, as one or more dimensions in memory. */
export interface LaidOut {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly dimensions: readonly (readonly Dimension[])[];
}

const shapeOf = (tensor: Tensor): readonly number[] => tensor.shape as readonly number[];

/**
 * What a product reads when its operand is a reshape that joins neighbouring dimensions of a view: the view itself, so that the
 * patches of a convolution are never copied. `undefined` when the operand is anything else.
 */
export function joinedView(operand: Tensor): Tensor | undefined {
  if (!is(operand, reshapePrimitive) || isView(operand)) return undefined;
  const view = operand.inputs[0]!;
  if (!isView(view) || shapeOf(view).includes(0)) return undefined;
  const sizes = shapeOf(view).filter((size) => size !== 1);
  const joined = runs(shapeOf(operand), sizes).map((run) => run.reduce((product, size) => product * size, 1));
  return joined.every((size, axis) => size === operand.shape[axis]) ? view : undefined;
}

/** The sizes that each dimension of an operand has in memory, ones left out. */
export function sizesIn(operand: Tensor, isInMemory: boolean): readonly (readonly number[])[] {
  const view = isInMemory ? undefined : joinedView(operand);
  if (view === undefined) return shapeOf(operand).map((size) => (size === 1 ? [] : [size]));
  return runs(
    shapeOf(operand),
    shapeOf(view).filter((size) => size !== 1),
  );
}

/** An operand where it lies, through any views: transposed and broadcast operands are strides. */
export function laidOut(operand: Tensor, bufferOf: BufferOf): LaidOut {
  const start = bufferOf(operand) === undefined ? (joinedView(operand) ?? operand) : operand;
  const rank = start.shape.length;
  let node = start;
  let view: View = identityView(rank);
  while (bufferOf(node) === undefined && isView(node)) {
    view = throughView(node, view, rank)!;
    node = node.inputs[0]!;
  }
  const { strides, offset } = flatten(view, stridesOf(shapeOf(node)), rank);
  const all = shapeOf(start).map((size, axis): Dimension => ({ size, stride: strides[axis]! }));
  const buffer = bufferOf(node)!;
  if (start === operand) return { buffer, offset, dimensions: all.map((dimension) => [dimension]) };
  const large = all.filter(({ size }) => size !== 1);
  let next = 0;
  const dimensions = sizesIn(operand, false).map((run) => run.map(() => large[next++]!));
  return { buffer, offset, dimensions };
}
