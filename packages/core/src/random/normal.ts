import type { Tensor } from "../graph/tensor.js";
import { mul, shiftRight, sub } from "../primitives/binary.js";
import { cast } from "../primitives/cast.js";
import { randomBits } from "../primitives/randomBits.js";
import { reshape } from "../primitives/reshape.js";
import { slice } from "../primitives/slice.js";
import { cos, log, sqrt } from "../primitives/unary.js";
import type { DType } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";

/**
 * Standard normal random numbers, two words of random bits for each: √(−2 ln u)·cos 2πv with u in (0, 1] and v in [0, 1).
 *
 * @param key `i32` [2]
 * @param shape the result's
 * @param options.dtype `f32` or `f64`. Default: `f32`
 * @see Box & Muller, "A note on the generation of random normal deviates" (1958).
 * @example
 * const weights = mul(randomNormal(key, [784, 10]), 0.01);
 */
export function randomNormal<const S extends Shape>(
  key: Tensor,
  shape: S,
  { dtype = "f32" }: { readonly dtype?: DType } = {},
): Tensor<S> {
  const bits: Tensor = randomBits(key, [2, ...shape]);
  const uniform = (index: number): Tensor => {
    const words = reshape(slice(bits, { axis: 0, start: index, end: index + 1 }) as Tensor, shape as Shape);
    return mul(cast(shiftRight(words, 8), dtype), 2 ** -24);
  };
  const radius = sqrt(mul(log(sub(1, uniform(0))), -2));
  return mul(radius, cos(mul(uniform(1), 2 * Math.PI))) as Tensor as Tensor<S>;
}
