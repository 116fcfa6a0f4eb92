import { expm1, mul, neg, type Tensor } from "@adjoint/core";

/** 1 − βᵗ for the t-th step, as −expm1(t ln β): exact also in f32, where 1 − 0.999 would keep only five digits. */
export const correction = (beta: number, count: Tensor): Tensor => neg(expm1(mul(count, Math.log(beta)) as Tensor));
