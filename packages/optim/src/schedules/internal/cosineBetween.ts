import { add, cos, mul, type Tensor } from "@adjoint/core";

/** Half a wave from one value, where the share is 0, to another, where it is 1. */
export const cosineBetween = (from: number, to: number, share: Tensor<readonly []>): Tensor<readonly []> =>
  add(mul(add(cos(mul(share, Math.PI)), 1), (from - to) / 2), to);
