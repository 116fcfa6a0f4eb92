import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Dim } from "../types/shape.js";
import { resolveAxis } from "./internal/axes.js";
import { offsets, stridesOf } from "./internal/strides.js";
import { slice } from "./slice.js";

/** Zeros before and after along one axis; its adjoint cuts them off. */
export const padPrimitive = primitive<{ axis: number; before: number; after: number }>({
  name: "pad",
  doc: "x with `before` and `after` zeros along `axis`",
  signature: ([x], { axis, before, after }) => {
    const size = x!.shape[axis];
    const fits = typeof size === "number" && [before, after].every((count) => Number.isInteger(count) && count >= 0);
    if (!fits) throw new AdjointError("pad/amount", { tensor: x!, axis, before, after });
    return { shape: x!.shape.with(axis, before + size + after), dtype: x!.dtype };
  },
  vjp: ({ cotangent, inputs: [x], attributes: { axis, before } }) => [
    slice(cotangent, { axis, start: before, end: before + Number(x!.shape[axis]) }),
  ],
  jvp: ({ tangents: [dx], attributes }) => pad(dx!, attributes),
  evaluate: ([x], { axis, before }, out) => {
    const strides = stridesOf(out.shape);
    const to = offsets(x!.shape, strides, before * strides[axis]!);
    for (let i = 0; i < to.length; i++) out.data[to[i]!] = x!.data[i]!;
  },
});

/**
 * `x` with zeros before and after along one axis, whose size must be a number.
 *
 * @param options.axis negative: counted from the end
 * @param options.before how many zeros come first, ≥ 0. Default: 0
 * @param options.after how many come last, ≥ 0. Default: 0
 * @throws AdjointError `axis/out-of-range`, `pad/amount`
 * @example
 * const framed = pad(pad(images, { axis: 1, before: 2, after: 2 }), { axis: 2, before: 2, after: 2 });
 */
export const pad = (
  x: Tensor,
  { axis, before = 0, after = 0 }: { readonly axis: number; readonly before?: number; readonly after?: number },
): Tensor<readonly Dim[]> => apply(padPrimitive, [x], { axis: resolveAxis("pad", x, axis), before, after });
