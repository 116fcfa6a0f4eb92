import { and, div, greater, mul, select, type Tensor } from "@adjoint/core";
import { norm } from "./internal/norm.js";
import { stateless } from "./internal/stateless.js";
import type { Transform } from "./transform.js";

/**
 * Makes each parameter's update as long as the parameter itself: u ← u · ‖θ‖ / ‖u‖, and leaves it where either is 0.
 *
 * @see You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes" (2020), algorithm 2, with φ(z) = z.
 * @example
 * const lamb = chain(scaleByAdam(), decayWeights(0.01), scaleByTrustRatio(), scaleByLearningRate(1e-3));
 */
export const scaleByTrustRatio = (): Transform<readonly []> =>
  stateless("trustRatio", (gradient, parameter): Tensor => {
    const [own, length] = [norm(parameter), norm(gradient)];
    const both: Tensor = and(greater(own, 0), greater(length, 0) as Tensor);
    return mul(gradient, select(both, div(own, length as Tensor), 1) as Tensor);
  });
