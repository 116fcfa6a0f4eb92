import {
  broadcastTo,
  concat,
  constant,
  type DType,
  div,
  max,
  named,
  pad,
  reshape,
  sum,
  type Tensor,
} from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";
import { type Layer, layer, type ShapeMap } from "../layer.js";
import { type AxisWindow, axisWindows } from "./axisWindows.js";
import { paddingOf, patches, requireSpace } from "./patches.js";
import type { Padding, Pair } from "./spatialShape.js";

/** The options of pooling over any rank. */
export interface PoolingOptions {
  readonly stride?: Pair;
  readonly padding?: Padding<Pair>;
}

/** The windows of a pooling layer. At most half of one may lie outside, so that none is empty. */
function poolWindows(kind: string, rank: number, size: Pair, options: PoolingOptions): readonly AxisWindow[] {
  const { stride = size, padding = "valid" } = options;
  const axes = axisWindows(kind, rank, { size, stride, padding, dilation: 1 });
  for (const window of axes) {
    if (typeof window.padding === "number" && 2 * window.padding > window.size) {
      const expected = `at most half of the window's ${window.size}`;
      throw new OpsError("ops/option", { operation: kind, option: "padding", value: window.padding, expected });
    }
  }
  return axes;
}

function pooling<F extends ShapeMap>(
  kind: string,
  axes: readonly AxisWindow[],
  padded: (x: Tensor, axis: number, before: number, after: number) => Tensor,
  reduce: (cut: Tensor, elements: readonly number[], space: readonly number[]) => Tensor,
): Layer<F> {
  const elements = axes.map((_, i) => axes.length + 1 + i);
  return layer(kind, (x, { name }) => {
    const { space } = requireSpace(name, x, axes);
    return named(name, reduce(patches(x, axes, padded), elements, space));
  });
}

/** What no element is less than. */
const lowest: Readonly<Record<DType, number>> = { f32: -Infinity, f64: -Infinity, i32: -(2 ** 31), u8: 0, bool: 0 };

/** Padding that never wins. */
function padWithLowest(x: Tensor, axis: number, before: number, after: number): Tensor {
  const least = constant(lowest[x.dtype], { dtype: x.dtype });
  const edge = (size: number): readonly Tensor[] => (size === 0 ? [] : [broadcastTo(least, x.shape.with(axis, size))]);
  return concat([...edge(before), x, ...edge(after)] as readonly Tensor[], axis);
}

/** The largest element of each window. */
export const maxPooling = <F extends ShapeMap>(
  kind: string,
  rank: number,
  size: Pair,
  options: PoolingOptions,
): Layer<F> =>
  pooling(kind, poolWindows(kind, rank, size, options), padWithLowest, (cut, axes): Tensor => max(cut, { axes }));

/** How many elements of each position's window lie inside of the axis. */
function counts(extent: number, window: AxisWindow): readonly number[] {
  const { size, stride } = window;
  const [before, after] = paddingOf(extent, window);
  const positions = Math.floor((extent + before + after - size) / stride) + 1;
  return Array.from({ length: positions }, (_, i) => {
    const start = i * stride - before;
    return Math.min(start + size, extent) - Math.max(start, 0);
  });
}

/** The mean of each window's elements, of those inside only. */
export function averagePooling<F extends ShapeMap>(
  kind: string,
  rank: number,
  size: Pair,
  options: PoolingOptions,
): Layer<F> {
  const axes = poolWindows(kind, rank, size, options);
  const padWithZeros = (x: Tensor, axis: number, before: number, after: number): Tensor =>
    pad(x, { axis, before, after });
  return pooling(kind, axes, padWithZeros, (cut, elements, space) =>
    axes.reduce<Tensor>(
      (total, window, i) => {
        const numbers = constant(counts(space[i]!, window), { dtype: cut.dtype });
        return div(total, reshape(numbers, [numbers.shape[0]!, ...axes.slice(i).map(() => 1)]) as Tensor);
      },
      sum(cut, { axes: elements }) as Tensor,
    ),
  );
}
