import { maximum, minimum, type Tensor } from "@adjoint/core";
import { requireFinite } from "../../errors/requireFinite.js";

/** What probabilities are kept away from 0 and 1 by. */
export interface ClipSettings {
  /** Probabilities are cut off at ε and 1 − ε, in (0, ½). Default: 1e-7. */
  readonly epsilon?: number;
}

/** Probabilities cut off at ε and 1 − ε, so that their logarithms are finite; the derivative is 0 beyond. */
export function clipped(operation: string, probabilities: Tensor, epsilon = 1e-7): Tensor {
  requireFinite(operation, "epsilon", epsilon, { above: 0, below: 0.5 });
  return minimum(maximum(probabilities, epsilon) as Tensor, 1 - epsilon);
}
