import { apply } from "../graph/apply.js";
import { type Primitive, primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Reduce, Shape } from "../types/shape.js";
import { div, mul } from "./binary.js";
import { cast } from "./cast.js";
import { equal } from "./compare.js";
import { commonDType, numbers } from "./internal/dtypes.js";
import { broadcastAlong, groups, type ReductionOptions, reduceWith, withoutAxes } from "./internal/reduction.js";
import { sum } from "./sum.js";

/** For each element its share of the derivative: 1 at the extreme, split equally among ties, 0 elsewhere. */
function shares(x: Tensor, extreme: Tensor, axes: readonly number[]): Tensor {
  const attained = cast(equal(x, broadcastAlong(extreme, x.shape, axes)), x.dtype);
  return div(attained, broadcastAlong(sum(attained, { axes }), x.shape, axes));
}

const define = (
  name: string,
  start: number,
  better: (x: number, y: number) => number,
): Primitive<{ axes: readonly number[] }> =>
  primitive<{ axes: readonly number[] }>({
    name,
    doc: `the ${name === "max" ? "largest" : "smallest"} over \`axes\`; ties share the derivative equally`,
    signature: ([x], { axes }) => ({ shape: withoutAxes(x!.shape, axes), dtype: commonDType(name, [x!], numbers) }),
    vjp: ({ cotangent, inputs: [x], output, attributes: { axes } }) => [
      mul(broadcastAlong(cotangent, x!.shape, axes), shares(x!, output, axes)),
    ],
    jvp: ({ tangents: [dx], inputs: [x], output, attributes: { axes } }) =>
      sum(mul(dx!, shares(x!, output, axes)), { axes }),
    evaluate: ([x], { axes }, out) => {
      const into = groups(x!.shape, axes);
      const first = out.dtype === "i32" ? Math.max(-(2 ** 31), Math.min(start, 2 ** 31 - 1)) : start;
      const best = new Float64Array(out.data.length).fill(first);
      for (let i = 0; i < into.length; i++) best[into[i]!] = better(best[into[i]!]!, x!.data[i]!);
      out.data.set(best);
    },
  });

export const maxPrimitive = define("max", -Infinity, Math.max);
export const minPrimitive = define("min", Infinity, Math.min);

type ReductionFunction = <
  S extends Shape,
  const Axes extends readonly number[] | undefined = undefined,
  Keep extends boolean = false,
>(
  x: Tensor<S>,
  options?: ReductionOptions<Axes, Keep>,
) => Tensor<Reduce<S, Axes, Keep>>;

const reduction = (primitive: Primitive<{ axes: readonly number[] }>): ReductionFunction =>
  ((x: Tensor, options: ReductionOptions<readonly number[] | undefined, boolean> = {}) =>
    reduceWith(primitive.name, x, options, (axes) => apply(primitive, [x], { axes }))) as ReductionFunction;

/**
 * The largest element over `axes` (all by default). NaN if any is NaN, −∞ (the least i32) of no elements. Ties share the
 * derivative equally.
 *
 * @example
 * const peak = max(logits, { axes: [-1], keepDims: true });
 */
export const max = reduction(maxPrimitive);

/**
 * The smallest element over `axes` (all by default). NaN if any is NaN, ∞ (the greatest i32) of no elements. Ties share the
 * derivative equally.
 */
export const min = reduction(minPrimitive);
