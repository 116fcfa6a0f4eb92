import { add, maximum, type Tensor } from "@adjoint/core";
import { adamQuotient } from "./internal/adamQuotient.js";
import { moving } from "./internal/moving.js";
import { requireMoments } from "./internal/requireMoments.js";
import { square } from "./internal/square.js";
import type { AdamMoments } from "./scaleByAdam.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

type AmsgradState = {
  readonly first: readonly Tensor[];
  readonly second: readonly Tensor[];
  readonly largest: readonly Tensor[];
};

/**
 * Adam's ratio over the largest second moment so far, so that the step size of an element never grows again:
 *
 *   m ← β₁m + (1−β₁)g     v ← β₂v + (1−β₂)g²     w ← max(w, v)     u = m̂ / (√ŵ + ε)
 *
 * @throws OptimError `optim/out-of-range`
 * @see Reddi, Kale & Kumar, "On the Convergence of Adam and Beyond" (2018), algorithm 2.
 * @example
 * const optimizer = chain(scaleByAmsgrad(), decayWeights(0.01), scaleByLearningRate(1e-3));
 */
export function scaleByAmsgrad({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamMoments = {}): Transform<AmsgradState> {
  requireMoments("amsgrad", { beta1, beta2, epsilon });
  return transform<AmsgradState>({
    name: "amsgrad",
    init: (parameters, scope) => ({
      first: slots(parameters, `${scope}/first`),
      second: slots(parameters, `${scope}/second`),
      largest: slots(parameters, `${scope}/largest`),
    }),
    update: ({ gradients, state, step }) => {
      const first = gradients.map((gradient, i) => moving(state.first[i]!, gradient, beta1));
      const second = gradients.map((gradient, i) => moving(state.second[i]!, square(gradient), beta2));
      const largest = second.map((v, i): Tensor => maximum(state.largest[i]!, v));
      const updates = first.map((m, i) => adamQuotient(m, largest[i]!, add(step, 1), { beta1, beta2, epsilon }));
      return { updates, state: { first, second, largest } };
    },
  });
}
