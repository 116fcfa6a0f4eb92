import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Shape } from "../types/shape.js";
import { resolveAxes } from "./internal/axes.js";
import { offsets, stridesOf } from "./internal/strides.js";

/** The order reversed along some axes; it is its own adjoint. */
export const flipPrimitive = primitive<{ axes: readonly number[] }>({
  name: "flip",
  doc: "x with the order reversed along `axes`",
  signature: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: ({ cotangent, attributes: { axes } }) => [flip(cotangent, axes)],
  jvp: ({ tangents: [dx], attributes: { axes } }) => flip(dx!, axes),
  evaluate: ([x], { axes }, out) => {
    const strides = stridesOf(x!.shape);
    const last = axes.reduce((start, axis) => start + (x!.shape[axis]! - 1) * strides[axis]!, 0);
    const from = offsets(
      out.shape,
      strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride)),
      last,
    );
    for (let i = 0; i < from.length; i++) out.data[i] = x!.data[from[i]!]!;
  },
});

/**
 * `x` with the order reversed along `axes`.
 *
 * @throws AdjointError `axis/out-of-range`, `axis/repeated`
 * @example
 * const mirrored = flip(images, [-1]);
 */
export const flip = <S extends Shape>(x: Tensor<S>, axes: readonly number[]): Tensor<S> =>
  apply(flipPrimitive, [x], { axes: resolveAxes("flip", x, axes) }) as Tensor as Tensor<S>;
