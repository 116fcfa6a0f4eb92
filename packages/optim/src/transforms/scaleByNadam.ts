import { add, cast, div, exp, mul, sqrt, sub, type Tensor, variable } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { correction } from "./internal/correction.js";
import { moving } from "./internal/moving.js";
import { requireMoments } from "./internal/requireMoments.js";
import { square } from "./internal/square.js";
import type { AdamMoments } from "./scaleByAdam.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface NadamMoments extends AdamMoments {
  /** How fast the momentum approaches β₁, ψ ≥ 0. Default: 0.004. */
  readonly momentumDecay?: number;
}

type NadamState = { readonly first: readonly Tensor[]; readonly second: readonly Tensor[]; readonly product: Tensor };

/**
 * Adam with Nesterov's look ahead, and a momentum μ that warms up:
 *
 *   μₜ = β₁(1 − ½·0.96^(tψ))     m̂ = (1−μₜ)g / (1−Πᵢ₌₁ᵗμᵢ) + μₜ₊₁m / (1−Πᵢ₌₁ᵗ⁺¹μᵢ)     u = m̂ / (√v̂ + ε)
 *
 * with m and v as in Adam.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Dozat, "Incorporating Nesterov Momentum into Adam" (2016), algorithm 2 and its momentum schedule.
 * @example
 * const optimizer = chain(scaleByNadam(), decayWeights(0.01), scaleByLearningRate(2e-3));
 */
export function scaleByNadam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  momentumDecay = 0.004,
}: NadamMoments = {}): Transform<NadamState> {
  requireMoments("nadam", { beta1, beta2, epsilon });
  requireWithin("nadam", "momentumDecay", momentumDecay, { low: 0 });
  const momentumAt = (count: Tensor): Tensor =>
    sub(beta1, mul(exp(mul(count, momentumDecay * Math.log(0.96)) as Tensor), beta1 / 2) as Tensor);
  return transform<NadamState>({
    name: "nadam",
    init: (parameters, scope) => ({
      first: slots(parameters, `${scope}/first`),
      second: slots(parameters, `${scope}/second`),
      product: variable(`${scope}/product`, [], { dtype: "f64", initial: 1 }),
    }),
    update: ({ gradients, state, step }) => {
      // Numbers of the step alone are computed in double precision: they cost nothing, and the product is of many.
      const count: Tensor = add(cast(step, "f64"), 1);
      const [present, next] = [momentumAt(count), momentumAt(add(count, 1))];
      const product: Tensor = mul(state.product, present);
      const ofGradient: Tensor = div(sub(1, present), sub(1, product) as Tensor);
      const ofMoment: Tensor = div(next, sub(1, mul(product, next) as Tensor) as Tensor);
      const first = gradients.map((gradient, i) => moving(state.first[i]!, gradient, beta1));
      const second = gradients.map((gradient, i) => moving(state.second[i]!, square(gradient), beta2));
      const updates = gradients.map((gradient, i): Tensor => {
        const { dtype } = gradient;
        const ahead: Tensor = add(
          mul(gradient, cast(ofGradient, dtype)),
          mul(first[i]!, cast(ofMoment, dtype)) as Tensor,
        );
        // The correction of v is a number, so it is moved out of the elements, as in Adam.
        const root: Tensor = cast(sqrt(correction(beta2, count)), dtype);
        return div(mul(ahead, root), add(sqrt(second[i]!), mul(root, epsilon) as Tensor) as Tensor);
      });
      return { updates, state: { first, second, product } };
    },
  });
}
