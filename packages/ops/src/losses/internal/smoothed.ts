import { add, mul, type Tensor } from "@adjoint/core";
import { requireFinite } from "../../errors/requireFinite.js";

/** Targets of two classes, a share of which is spread over both: (1 − s)t + s/2. */
export function smoothed(operation: string, targets: Tensor, share: number): Tensor {
  requireFinite(operation, "labelSmoothing", share, { from: 0, below: 1 });
  return share === 0 ? targets : add(mul(targets, 1 - share) as Tensor, share / 2);
}
