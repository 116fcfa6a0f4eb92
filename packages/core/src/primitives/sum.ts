import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Reduce, Shape } from "../types/shape.js";
import { commonDType, numbers } from "./internal/dtypes.js";
import { broadcastAlong, groups, type ReductionOptions, reduceWith, withoutAxes } from "./internal/reduction.js";

/**
 * Sum over `axes`: y[i] = Σⱼ x[i, j].
 * Its adjoint is broadcasting: x̄[i, j] = ȳ[i].
 */
export const sumPrimitive = primitive<{ axes: readonly number[] }>({
  name: "sum",
  doc: "the sum over `axes`",
  signature: ([x], { axes }) => ({ shape: withoutAxes(x!.shape, axes), dtype: commonDType("sum", [x!], numbers) }),
  vjp: ({ cotangent, inputs: [x], attributes: { axes } }) => [broadcastAlong(cotangent, x!.shape, axes)],
  jvp: ({ tangents: [dx], attributes: { axes } }) => sum(dx!, { axes }),
  evaluate: ([x], { axes }, out) => {
    const into = groups(x!.shape, axes);
    const total = new Float64Array(out.data.length);
    for (let i = 0; i < into.length; i++) total[into[i]!]! += x!.data[i]!;
    out.data.set(total);
  },
});

/**
 * The sum over `axes` (all by default).
 *
 * @param x any shape; floats or i32
 * @returns the shape without the summed dimensions, or with ones for them when `keepDims`
 * @throws AdjointError `axis/out-of-range`, `axis/repeated`, `dtype/unsupported`
 * @example
 * const perRow = sum(squares, { axes: [-1] });
 */
export const sum = <
  S extends Shape,
  const Axes extends readonly number[] | undefined = undefined,
  Keep extends boolean = false,
>(
  x: Tensor<S>,
  options: ReductionOptions<Axes, Keep> = {},
): Tensor<Reduce<S, Axes, Keep>> =>
  reduceWith("sum", x, options, (axes) => apply(sumPrimitive, [x], { axes })) as Tensor as Tensor<
    Reduce<S, Axes, Keep>
  >;
