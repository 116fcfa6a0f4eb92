import { abs, add, cast, div, maximum, mul, type Tensor } from "@adjoint/core";
import { correction } from "./internal/correction.js";
import { moving } from "./internal/moving.js";
import { requireMoments } from "./internal/requireMoments.js";
import type { AdamMoments } from "./scaleByAdam.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

type AdamaxState = { readonly first: readonly Tensor[]; readonly largest: readonly Tensor[] };

/**
 * The bias-corrected mean of the gradient over a decaying maximum of it:
 *
 *   m ← β₁m + (1−β₁)g     w ← max(β₂w, |g| + ε)     u = m / (1−β₁ᵗ) / w
 *
 * @throws OptimError `optim/out-of-range`
 * @see Kingma & Ba, "Adam" (2015), algorithm 2, which has no ε; PyTorch and optax add it where it stands here, Keras to w.
 * @example
 * const optimizer = chain(scaleByAdamax(), decayWeights(0.01), scaleByLearningRate(2e-3));
 */
export function scaleByAdamax({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamMoments = {}): Transform<AdamaxState> {
  requireMoments("adamax", { beta1, beta2, epsilon });
  return transform<AdamaxState>({
    name: "adamax",
    init: (parameters, scope) => ({
      first: slots(parameters, `${scope}/first`),
      largest: slots(parameters, `${scope}/largest`),
    }),
    update: ({ gradients, state, step }) => {
      const first = gradients.map((gradient, i) => moving(state.first[i]!, gradient, beta1));
      const largest = gradients.map(
        (gradient, i): Tensor => maximum(mul(state.largest[i]!, beta2), add(abs(gradient), epsilon) as Tensor),
      );
      const updates = first.map((m, i): Tensor => {
        const corrected: Tensor = div(m, correction(beta1, cast(add(step, 1), m.dtype)));
        return div(corrected, largest[i]!);
      });
      return { updates, state: { first, largest } };
    },
  });
}
