import { add, cast, div, expm1, mul, neg, sqrt, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
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

/** 1 − βᵗ for the t-th step, as −expm1(t ln β): exact also in f32, where 1 − 0.999 would keep only five digits. */
const correction = (beta: number, count: Tensor): Tensor => neg(expm1(mul(count, Math.log(beta)) as Tensor));

/**
 * The ratio of two bias-corrected moving moments of the gradient:
 *
 *   m ← β₁m + (1−β₁)g     v ← β₂v + (1−β₂)g²     u = m̂ / (√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *
 * @throws OptimError `optim/out-of-range`
 * @see Kingma & Ba, "Adam" (2015), algorithm 1.
 */
export function scaleByAdam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamMoments = {}): Transform<AdamState> {
  requireWithin("adam", "beta1", beta1, { low: 0, high: 1, open: "high" });
  requireWithin("adam", "beta2", beta2, { low: 0, high: 1, open: "high" });
  requireWithin("adam", "epsilon", epsilon, { low: 0, open: "low" });
  const moving = (moment: Tensor, value: Tensor, beta: number): Tensor =>
    add(mul(moment, beta), mul(value, 1 - beta) as Tensor);
  return transform<AdamState>({
    name: "adam",
    init: (parameters, scope) => ({
      first: slots(parameters, `${scope}/first`),
      second: slots(parameters, `${scope}/second`),
    }),
    update: ({ gradients, state, step }) => {
      const first = gradients.map((gradient, i) => moving(state.first[i]!, gradient, beta1));
      const second = gradients.map((gradient, i) => moving(state.second[i]!, mul(gradient, gradient), beta2));
      const count = add(step, 1);
      // Both corrections are numbers, so they are moved out of the elements: m·(√c₂/c₁) / (√v + ε√c₂).
      const updates = gradients.map(({ dtype }, i): Tensor => {
        const steps = cast(count, dtype);
        const root: Tensor = sqrt(correction(beta2, steps));
        const mean: Tensor = mul(first[i]!, div(root, correction(beta1, steps)) as Tensor);
        return div(mean, add(sqrt(second[i]!), mul(root, epsilon) as Tensor) as Tensor);
      });
      return { updates, state: { first, second } };
    },
  });
}
