import { add, mul, type Tensor } from "@adjoint/core";

/** One step of a moving average: βm + (1−β)x. */
export const moving = (average: Tensor, value: Tensor, decay: number): Tensor =>
  add(mul(average, decay), mul(value, 1 - decay) as Tensor);
