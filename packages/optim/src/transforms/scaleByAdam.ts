import { add, type Tensor } from "@adjoint/core";
import { adamQuotient } from "./internal/adamQuotient.js";
import { moving } from "./internal/moving.js";
import { requireMoments } from "./internal/requireMoments.js";
import { square } from "./internal/square.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface AdamMoments {
  /** The decay of the first moment, β₁ in [0, 1). Default: 0.9. */
  readonly beta1?: number;
  /** The decay of the second moment, β₂ in [0, 1). Default: 0.999. */
  readonly beta2?: number;
  /** Keeps the quotient finite, ε > 0. Default: 1e-8. */
  readonly epsilon?: number;
}

type AdamState = { readonly first: readonly Tensor[]; readonly second: readonly Tensor[] };

/**
 * The ratio of two bias-corrected moving moments of the gradient:
 *
 *   m ← β₁m + (1−β₁)g     v ← β₂v + (1−β₂)g²     u = m̂ / (√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *
 * @throws OptimError `optim/out-of-range`
 * @see Kingma & Ba, "Adam" (2015), algorithm 1.
 * @example
 * const optimizer = chain(clipByGlobalNorm(1), scaleByAdam({ beta2: 0.99 }), scaleByLearningRate(1e-3));
 */
export function scaleByAdam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamMoments = {}): Transform<AdamState> {
  requireMoments("adam", { beta1, beta2, epsilon });
  return transform<AdamState>({
    name: "adam",
    init: (parameters, scope) => ({
      first: slots(parameters, `${scope}/first`),
      second: slots(parameters, `${scope}/second`),
    }),
    update: ({ gradients, state, step }) => {
      const first = gradients.map((gradient, i) => moving(state.first[i]!, gradient, beta1));
      const second = gradients.map((gradient, i) => moving(state.second[i]!, square(gradient), beta2));
      const updates = first.map((m, i) => adamQuotient(m, second[i]!, add(step, 1), { beta1, beta2, epsilon }));
      return { updates, state: { first, second } };
    },
  });
}
