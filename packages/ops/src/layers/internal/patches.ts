import { type Tensor, transpose, windows } from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";
import type { AxisWindow } from "./axisWindows.js";

/** How far a window reaches, from its first element to behind its last. */
export const spanOf = ({ size, dilation }: AxisWindow): number => (size - 1) * dilation + 1;

/**
 * How much is put before and after an axis. `same` makes ⌈extent/stride⌉ positions, and puts what is odd behind, as Keras does.
 */
export function paddingOf(extent: number, window: AxisWindow): readonly [before: number, after: number] {
  const { padding, stride } = window;
  if (padding === "valid") return [0, 0];
  if (padding !== "same") return [padding, padding];
  const total = Math.max(0, (Math.ceil(extent / stride) - 1) * stride + spanOf(window) - extent);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** The sizes of [batch, ...space, channels], and the position counts of windows that fit. */
export function requireSpace(
  layer: string,
  x: Tensor,
  axes: readonly AxisWindow[],
): { readonly space: readonly number[]; readonly channels: number } {
  const [, ...sizes] = x.shape;
  const fits =
    sizes.length === axes.length + 1 &&
    sizes.every((size) => typeof size === "number") &&
    axes.every((window, i) => {
      const [before, after] = paddingOf(Number(sizes[i]), window);
      return Number(sizes[i]) + before + after >= spanOf(window) && Number(sizes[i]) > 0;
    });
  if (!fits) {
    const names = axes.length === 1 ? "length" : "height, width";
    const spans = axes.map(spanOf).join(" × ");
    const expected = `[batch, ${names}, channels] with sizes that a window of ${spans} fits into`;
    throw new OpsError("ops/features", { layer, found: x, expected });
  }
  return { space: sizes.slice(0, -1) as readonly number[], channels: sizes.at(-1) as number };
}

/** Every window of [batch, ...space, channels], as [batch, ...positions, ...elements, channels]. */
export function patches(
  x: Tensor,
  axes: readonly AxisWindow[],
  padded: (x: Tensor, axis: number, before: number, after: number) => Tensor,
): Tensor {
  const framed = axes.reduce<Tensor>((y, window, i) => {
    const [before, after] = paddingOf(Number(x.shape[i + 1]), window);
    return before + after === 0 ? y : padded(y, i + 1, before, after);
  }, x);
  const cut = axes.reduce<Tensor>(
    (y, { size, stride, dilation }, i) => windows(y, { axis: 2 * i + 1, size, stride, dilation }),
    framed,
  );
  const positions = axes.map((_, i) => 2 * i + 1);
  const elements = axes.map((_, i) => 2 * i + 2);
  return axes.length === 1 ? cut : transpose(cut, [0, ...positions, ...elements, 2 * axes.length + 1]);
}
