import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Dim } from "../types/shape.js";
import { resolveAxis } from "./internal/axes.js";
import { commonDType, numbers } from "./internal/dtypes.js";
import { offsets, stridesOf } from "./internal/strides.js";
import { isWindow, positionsOf, spread, type Window } from "./internal/window.js";
import { windows } from "./windows.js";

/** Windows added up where they came from; its adjoint takes them again. */
export const foldWindowsPrimitive = primitive<Window & { readonly axis: number; readonly extent: number }>({
  name: "foldWindows",
  doc: "windows along `axis` and the next, added up into an axis of size `extent`",
  signature: ([x], { axis, stride, dilation, extent }) => {
    const [count, size] = [x!.shape[axis], x!.shape[axis + 1]];
    const fits =
      typeof count === "number" &&
      typeof size === "number" &&
      Number.isInteger(extent) &&
      isWindow({ size, stride, dilation }) &&
      positionsOf({ size, stride, dilation }, extent) === count;
    if (!fits) throw new AdjointError("foldWindows/extent", { tensor: x!, axis, stride, dilation, extent });
    return { shape: x!.shape.toSpliced(axis, 2, extent), dtype: commonDType("foldWindows", [x!], numbers) };
  },
  vjp: ({ cotangent, inputs: [x], attributes: { axis, stride, dilation } }) => [
    windows(cotangent, { axis, size: Number(x!.shape[axis + 1]), stride, dilation }),
  ],
  jvp: ({ tangents: [dx], attributes }) => foldWindows(dx!, attributes),
  evaluate: ([x], { axis, stride, dilation }, out) => {
    const to = offsets(x!.shape, spread(stridesOf(out.shape), axis, { stride, dilation }));
    const total = new Float64Array(out.data.length);
    for (let i = 0; i < to.length; i++) total[to[i]!]! += x!.data[i]!;
    out.data.set(total);
  },
});

/**
 * Adds windows up where `windows` would have taken them from: y[…, o·stride + k·dilation, …] += x[…, o, k, …]. The adjoint of
 * `windows`.
 *
 * @param x [..., positions, size, ...]
 * @param options.axis that of the positions; the next one is that of the elements. Negative: counted from the end
 * @param options.extent the size of the axis that they become: the windows that fit into it must be as many as there are
 * @throws AdjointError `axis/out-of-range`, `foldWindows/extent`
 * @example
 * const signal = foldWindows(frames, { axis: 1, stride: 2, extent: 100 }); // overlap-add
 */
export function foldWindows(
  x: Tensor,
  {
    axis,
    stride = 1,
    dilation = 1,
    extent,
  }: { readonly axis: number; readonly stride?: number; readonly dilation?: number; readonly extent: number },
): Tensor<readonly Dim[]> {
  return apply(foldWindowsPrimitive, [x], { axis: resolveAxis("foldWindows", x, axis), stride, dilation, extent });
}
