import { div, equal, floor, type Tensor } from "@adjoint/core";

/** Is a count, an `f32` scalar below 2²⁴, a multiple of `every`? */
export function isMultiple(count: Tensor<readonly []>, every: number): Tensor<readonly []> {
  const periods = div(count, every);
  return equal(periods, floor(periods));
}
