import type { Tensor } from "../graph/tensor.js";
import { add, mul, shiftRight } from "../primitives/binary.js";
import { cast } from "../primitives/cast.js";
import { randomBits } from "../primitives/randomBits.js";
import type { DType } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";

/** The numbers drawn, and what they are stored as. */
export interface UniformOptions {
  /** The smallest value. Default: 0. */
  readonly low?: number;
  /** What all values stay below. Default: 1. */
  readonly high?: number;
  /** `f32` or `f64`; either has 24 random bits. Default: `f32`. */
  readonly dtype?: DType;
}

/**
 * Uniform random numbers in [low, high): multiples of 2⁻²⁴ before scaling, the same for the same key.
 *
 * @param key `i32` [2]
 * @param shape the result's
 * @example
 * const noise = randomUniform(key, ["batch", 2], { low: -1 });
 */
export function randomUniform<const S extends Shape>(
  key: Tensor,
  shape: S,
  { low = 0, high = 1, dtype = "f32" }: UniformOptions = {},
): Tensor<S> {
  const unit = mul(cast(shiftRight(randomBits(key, shape) as Tensor, 8), dtype), 2 ** -24);
  return (low === 0 && high === 1 ? unit : add(mul(unit, high - low), low)) as Tensor as Tensor<S>;
}
