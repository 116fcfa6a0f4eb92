import type { Tensor } from "../../graph/tensor.js";
import type { Dim, Shape } from "../../types/shape.js";
import { broadcastTo } from "../broadcastTo.js";
import { reshape } from "../reshape.js";
import { resolveAxes } from "./axes.js";
import { offsets, stridesOf } from "./strides.js";

/** How the reductions are told what to reduce. */
export interface ReductionOptions<Axes extends readonly number[] | undefined, Keep extends boolean> {
  /** The dimensions to reduce, negative ones counted from the end. Default: all. */
  readonly axes?: Axes;
  /** Keep reduced dimensions as size 1. Default: false. */
  readonly keepDims?: Keep;
}

export const withoutAxes = (shape: Shape, axes: readonly number[]): readonly Dim[] =>
  shape.filter((_, axis) => !axes.includes(axis));

export const withOnes = (shape: Shape, axes: readonly number[]): readonly Dim[] =>
  shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));

/** Repeats a reduced tensor along the axes that were reduced: the adjoint of summing over them. */
export const broadcastAlong = (reduced: Tensor, shape: Shape, axes: readonly number[]): Tensor =>
  broadcastTo(reshape(reduced, withOnes(shape, axes)), shape);

/** Resolves the options, reduces, and puts the reduced dimensions back as ones when asked to. */
export function reduceWith(
  operation: string,
  x: Tensor,
  { axes, keepDims = false }: ReductionOptions<readonly number[] | undefined, boolean>,
  reduce: (axes: readonly number[]) => Tensor,
): Tensor {
  const resolved = resolveAxes(operation, x, axes);
  const reduced = resolved.length === 0 ? x : reduce(resolved);
  return keepDims ? reshape(reduced, withOnes(x.shape, resolved)) : reduced;
}

/** For every element of `shape` in row-major order, the element of the reduced tensor that it falls into. */
export function groups(shape: readonly number[], axes: readonly number[]): Int32Array {
  const kept = stridesOf(shape.filter((_, axis) => !axes.includes(axis)));
  let next = 0;
  return offsets(
    shape,
    shape.map((_, axis) => (axes.includes(axis) ? 0 : kept[next++]!)),
  );
}
