import { add, cast, div, greater, mul, select, sqrt, sub, type Tensor } from "@adjoint/core";
import { correction } from "./internal/correction.js";
import { moving } from "./internal/moving.js";
import { requireMoments } from "./internal/requireMoments.js";
import { square } from "./internal/square.js";
import type { AdamMoments } from "./scaleByAdam.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

type RadamState = { readonly first: readonly Tensor[]; readonly second: readonly Tensor[] };

/**
 * Adam whose adaptive step is rectified while its second moment is made of few gradients, and left out while of very few:
 *
 *   ρ∞ = 2/(1−β₂) − 1     ρ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ)     r = √((ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ))
 *
 *   u = m̂ · r · √(1−β₂ᵗ) / (√v + ε) where ρ > 5, else u = m̂
 *
 * with m, m̂ and v as in Adam.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond" (2020), algorithm 2, which asks for ρ > 4; the
 * authors' own code, PyTorch and optax ask for 5.
 * @example
 * const optimizer = chain(scaleByRadam(), decayWeights(0.01), scaleByLearningRate(1e-3));
 */
export function scaleByRadam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamMoments = {}): Transform<RadamState> {
  requireMoments("radam", { beta1, beta2, epsilon });
  const limit = 2 / (1 - beta2) - 1;
  return transform<RadamState>({
    name: "radam",
    init: (parameters, scope) => ({
      first: slots(parameters, `${scope}/first`),
      second: slots(parameters, `${scope}/second`),
    }),
    update: ({ gradients, state, step }) => {
      // In double precision, because ρ is a small difference of large numbers, and decides.
      const count = cast(add(step, 1), "f64");
      const unseen = correction(beta2, count);
      const length: Tensor = sub(limit, div(mul(mul(count, 2), sub(1, unseen) as Tensor), unseen) as Tensor);
      const variance: Tensor = div(mul(sub(length, 4), sub(length, 2) as Tensor), length);
      const rectifier: Tensor = sqrt(mul(mul(variance, limit / ((limit - 4) * (limit - 2))), unseen) as Tensor);
      const settled: Tensor = greater(length, 5);
      const first = gradients.map((gradient, i) => moving(state.first[i]!, gradient, beta1));
      const second = gradients.map((gradient, i) => moving(state.second[i]!, square(gradient), beta2));
      const updates = first.map((m, i): Tensor => {
        const mean: Tensor = div(m, cast(correction(beta1, count), m.dtype));
        const root: Tensor = add(sqrt(second[i]!), epsilon);
        return mul(mean, select(settled, div(cast(rectifier, m.dtype), root), 1) as Tensor);
      });
      return { updates, state: { first, second } };
    },
  });
}
