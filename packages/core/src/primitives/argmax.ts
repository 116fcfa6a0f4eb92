import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Reduce, Shape } from "../types/shape.js";
import { resolveAxis } from "./internal/axes.js";
import { commonDType, numbers } from "./internal/dtypes.js";
import { groups, withoutAxes } from "./internal/reduction.js";
import { sizeOf } from "./internal/strides.js";

/** The position of the largest element along one axis; the first of equals, and a NaN counts as largest. */
export const argmaxPrimitive = primitive<{ axis: number }>({
  name: "argmax",
  doc: "the position of the largest element along `axis`, the first of equals",
  signature: ([x], { axis }) => {
    commonDType("argmax", [x!], numbers);
    return { shape: withoutAxes(x!.shape, [axis]), dtype: "i32" };
  },
  vjp: () => [undefined],
  jvp: () => undefined,
  evaluate: ([x], { axis }, out) => {
    const into = groups(x!.shape, [axis]);
    const inner = sizeOf(x!.shape.slice(axis + 1));
    const best = new Float64Array(out.data.length).fill(Number.NEGATIVE_INFINITY);
    const seen = new Uint8Array(out.data.length);
    for (let i = 0; i < into.length; i++) {
      const group = into[i]!;
      const value = x!.data[i]!;
      const wins = value > best[group]! || (Number.isNaN(value) && !Number.isNaN(best[group]!));
      if (wins || seen[group] === 0) {
        best[group] = value;
        seen[group] = 1;
        out.data[group] = Math.floor(i / inner) % x!.shape[axis]!;
      }
    }
  },
});

/**
 * The position of the largest element along `axis`, as `i32`: the first of equals. A NaN counts as largest. Has no derivative.
 *
 * @param options.axis default: −1, the last
 * @throws AdjointError `axis/out-of-range`
 * @example
 * const predicted = argmax(logits);
 */
export const argmax = <S extends Shape, const Axis extends number = -1>(
  x: Tensor<S>,
  options: { readonly axis?: Axis } = {},
): Tensor<Reduce<S, readonly [Axis], false>> =>
  apply(argmaxPrimitive, [x], { axis: resolveAxis("argmax", x, options.axis ?? -1) }) as Tensor as Tensor<
    Reduce<S, readonly [Axis], false>
  >;
