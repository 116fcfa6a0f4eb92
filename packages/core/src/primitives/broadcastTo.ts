import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { sameShape } from "../types/sameShape.js";
import type { Shape } from "../types/shape.js";
import { offsets, stridesOf } from "./internal/strides.js";
import { reshape } from "./reshape.js";
import { sum } from "./sum.js";

/**
 * Repetition along new dimensions on the left and along those of size 1: y[i, j] = x[j].
 * Its adjoint is the sum over the repeated ones: x̄[j] = Σᵢ ȳ[i, j]. All broadcasting reduces its cotangents here.
 */
export const broadcastToPrimitive = primitive<{ shape: Shape }>({
  name: "broadcastTo",
  doc: "x repeated to a larger shape, right-aligned",
  signature: ([x], { shape }) => {
    const offset = shape.length - x!.shape.length;
    const fits = offset >= 0 && x!.shape.every((dim, i) => dim === 1 || dim === shape[i + offset]);
    if (!fits) throw new AdjointError("broadcast/target", { tensor: x!, shape });
    return { shape, dtype: x!.dtype };
  },
  vjp: ({ cotangent, inputs: [x] }) => [sumTo(cotangent, x!.shape)],
  jvp: ({ tangents: [dx], attributes: { shape } }) => broadcastTo(dx!, shape),
  evaluate: ([x], _attributes, out) => {
    if (x!.data.length === 1) {
      out.data.fill(x!.data[0]!);
      return;
    }
    const missing = out.shape.length - x!.shape.length;
    const own = stridesOf(x!.shape);
    const strides = out.shape.map((_, i) => (i < missing || x!.shape[i - missing] === 1 ? 0 : own[i - missing]!));
    const from = offsets(out.shape, strides);
    for (let i = 0; i < from.length; i++) out.data[i] = x!.data[from[i]!]!;
  },
});

/**
 * `x` repeated to `shape`: dimensions are right-aligned, and those of size 1 repeat.
 *
 * @param x any shape that fits: each dimension 1 or equal
 * @param shape sizes and names; `x` itself is returned when it has that shape already
 * @throws AdjointError `broadcast/target`
 * @example
 * const rows = broadcastTo(bias, ["batch", 10]);
 */
export function broadcastTo<const S extends Shape>(x: Tensor, shape: S): Tensor<S> {
  return (sameShape(x.shape, shape) ? x : apply(broadcastToPrimitive, [x], { shape })) as Tensor as Tensor<S>;
}

/** Sums what broadcasting from `shape` had repeated. */
function sumTo(x: Tensor, shape: Shape): Tensor {
  const missing = x.shape.length - shape.length;
  const axes = x.shape.flatMap((dim, i) => (i < missing || (shape[i - missing] === 1 && dim !== 1) ? [i] : []));
  return reshape(sum(x, { axes }), shape);
}
