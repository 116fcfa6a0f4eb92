import type { Tensor } from "@adjoint/core";

/** What large values of a parameter cost: a scalar, as graph. */
export type Regulariser = (parameter: Tensor) => Tensor<readonly []>;
