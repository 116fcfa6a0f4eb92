import { sign, type Tensor } from "@adjoint/core";
import { moving } from "./internal/moving.js";
import { requireMoments } from "./internal/requireMoments.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface LionMoments {
  /** How much of the step comes from the momentum, β₁ in [0, 1). Default: 0.9. */
  readonly beta1?: number;
  /** The decay of the momentum, β₂ in [0, 1). Default: 0.99. */
  readonly beta2?: number;
}

/**
 * The sign of the gradient mixed with its momentum: u = sign(β₁m + (1−β₁)g), then m ← β₂m + (1−β₂)g.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Chen et al., "Symbolic Discovery of Optimization Algorithms" (2023), algorithm 2.
 * @example
 * const optimizer = chain(scaleByLion(), decayWeights(0.1), scaleByLearningRate(1e-4));
 */
export function scaleByLion({ beta1 = 0.9, beta2 = 0.99 }: LionMoments = {}): Transform<readonly Tensor[]> {
  requireMoments("lion", { beta1, beta2 });
  return transform<readonly Tensor[]>({
    name: "lion",
    init: slots,
    update: ({ gradients, state }) => ({
      updates: gradients.map((gradient, i) => sign(moving(state[i]!, gradient, beta1))),
      state: gradients.map((gradient, i) => moving(state[i]!, gradient, beta2)),
    }),
  });
}
