import { mul, type Tensor } from "@adjoint/core";

/** x², elementwise. */
export const square = (x: Tensor): Tensor => mul(x, x);
