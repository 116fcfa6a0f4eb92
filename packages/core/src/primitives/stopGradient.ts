import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Shape } from "../types/shape.js";

/** The identity, with a derivative of zero. */
export const stopGradientPrimitive = primitive({
  name: "stopGradient",
  doc: "x, treated as a constant by differentiation",
  signature: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: () => [undefined],
  jvp: () => undefined,
  evaluate: ([x], _attributes, out) => out.data.set(x!.data),
});

/**
 * `x`, treated as a constant by every derivative.
 *
 * @example
 * const shifted = sub(logits, stopGradient(max(logits, { axes: [-1], keepDims: true })));
 */
export const stopGradient = <S extends Shape>(x: Tensor<S>): Tensor<S> =>
  apply(stopGradientPrimitive, [x], {}) as Tensor<S>;
