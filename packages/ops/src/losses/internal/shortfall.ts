import { lessEqual, mul, select, sub, type Tensor } from "@adjoint/core";

/** max(0, 1 − t·p), with derivative 0 at the kink. */
export const shortfall = (predictions: Tensor, targets: Tensor): Tensor => {
  const gap: Tensor = sub(1, mul(predictions, targets) as Tensor);
  return select(lessEqual(gap, 0), 0, gap);
};
