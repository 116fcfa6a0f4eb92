import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Dim } from "../types/shape.js";
import { resolveAxis } from "./internal/axes.js";
import { offsets, stridesOf } from "./internal/strides.js";
import { pad } from "./pad.js";

/** A stretch of one axis; its adjoint puts the stretch back among zeros. */
export const slicePrimitive = primitive<{ axis: number; start: number; end: number }>({
  name: "slice",
  doc: "elements `start` to `end` − 1 along `axis`",
  signature: ([x], { axis, start, end }) => {
    const size = x!.shape[axis];
    const whole = Number.isInteger(start) && Number.isInteger(end);
    const fits = typeof size === "number" && whole && 0 <= start && start <= end && end <= size;
    if (!fits) throw new AdjointError("slice/range", { tensor: x!, axis, start, end });
    return { shape: x!.shape.with(axis, end - start), dtype: x!.dtype };
  },
  vjp: ({ cotangent, inputs: [x], attributes: { axis, start, end } }) => [
    pad(cotangent, { axis, before: start, after: Number(x!.shape[axis]) - end }),
  ],
  jvp: ({ tangents: [dx], attributes }) => slice(dx!, attributes),
  evaluate: ([x], { axis, start }, out) => {
    const strides = stridesOf(x!.shape);
    const from = offsets(out.shape, strides, start * strides[axis]!);
    for (let i = 0; i < from.length; i++) out.data[i] = x!.data[from[i]!]!;
  },
});

/**
 * Elements `start` to `end` − 1 along one axis, whose size must be a number.
 *
 * @param options.axis negative: counted from the end
 * @param options.start ≥ 0. Default: 0
 * @param options.end at most the size. Default: the size
 * @throws AdjointError `axis/out-of-range`, `slice/range`
 * @example
 * const firstTen = slice(features, { axis: -1, end: 10 });
 */
export function slice(
  x: Tensor,
  { axis, start = 0, end }: { readonly axis: number; readonly start?: number; readonly end?: number },
): Tensor<readonly Dim[]> {
  const along = resolveAxis("slice", x, axis);
  const size = x.shape[along];
  return apply(slicePrimitive, [x], { axis: along, start, end: end ?? (typeof size === "number" ? size : start) });
}
