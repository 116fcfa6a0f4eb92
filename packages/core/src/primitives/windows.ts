import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Dim } from "../types/shape.js";
import { foldWindows } from "./foldWindows.js";
import { resolveAxis } from "./internal/axes.js";
import { offsets, stridesOf } from "./internal/strides.js";
import { isWindow, positionsOf, spread, type Window } from "./internal/window.js";

/** Overlapping stretches of one axis; its adjoint adds them back where they came from. */
export const windowsPrimitive = primitive<Window & { readonly axis: number; readonly size: number }>({
  name: "windows",
  doc: "windows of `size` elements, `dilation` apart, that start every `stride` elements along `axis`",
  signature: ([x], { axis, size, stride, dilation }) => {
    const extent = x!.shape[axis];
    const count =
      typeof extent === "number" && isWindow({ size, stride, dilation })
        ? positionsOf({ size, stride, dilation }, extent)
        : 0;
    if (count < 1) throw new AdjointError("windows/range", { tensor: x!, axis, size, stride, dilation });
    return { shape: x!.shape.toSpliced(axis, 1, count, size), dtype: x!.dtype };
  },
  vjp: ({ cotangent, inputs: [x], attributes: { axis, stride, dilation } }) => [
    foldWindows(cotangent, { axis, stride, dilation, extent: Number(x!.shape[axis]) }),
  ],
  jvp: ({ tangents: [dx], attributes }) => windows(dx!, attributes),
  evaluate: ([x], { axis, stride, dilation }, out) => {
    const from = offsets(out.shape, spread(stridesOf(x!.shape), axis, { stride, dilation }));
    for (let i = 0; i < from.length; i++) out.data[i] = x!.data[from[i]!]!;
  },
});

/** Which windows are taken. */
export interface WindowOptions {
  /** Negative: counted from the end. */
  readonly axis: number;
  /** Elements of a window, ≥ 1. */
  readonly size: number;
  /** From the start of one window to the start of the next, ≥ 1. Default: 1. */
  readonly stride?: number;
  /** From one element of a window to the next, ≥ 1. Default: 1. */
  readonly dilation?: number;
}

/**
 * Windows along one axis, which becomes two: y[…, o, k, …] = x[…, o·stride + k·dilation, …]. Convolutions are products with
 * windows, pooling is a reduction of them; neither copies a window in compiled programs. The cotangent of x is `foldWindows`.
 *
 * @param x its axis must have a number for a size, at least (size − 1)·dilation + 1
 * @returns in place of the axis, the positions of the windows, ⌊(n − (size − 1)·dilation − 1)/stride⌋ + 1, then their elements
 * @throws AdjointError `axis/out-of-range`, `windows/range`
 * @example
 * const neighbours = windows(signal, { axis: 1, size: 3 }); // [batch, 100] → [batch, 98, 3]
 */
export const windows = (x: Tensor, { axis, size, stride = 1, dilation = 1 }: WindowOptions): Tensor<readonly Dim[]> =>
  apply(windowsPrimitive, [x], { axis: resolveAxis("windows", x, axis), size, stride, dilation });
