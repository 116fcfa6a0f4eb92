import { add, div, mul, sqrt, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { moving } from "./internal/moving.js";
import { square } from "./internal/square.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface AdadeltaAverages {
  /** The decay of both averages, ρ in [0, 1). Default: 0.95. */
  readonly decay?: number;
  /** Begins the steps and keeps the quotient finite, ε > 0. Default: 1e-6. */
  readonly epsilon?: number;
}

type AdadeltaState = { readonly gradient: readonly Tensor[]; readonly update: readonly Tensor[] };

/**
 * The gradient in the units of the parameter, by the ratio of two moving averages of squares:
 *
 *   r ← ρr + (1−ρ)g²     u = √(s + ε) / √(r + ε) · g     s ← ρs + (1−ρ)u²
 *
 * @throws OptimError `optim/out-of-range`
 * @see Zeiler, "ADADELTA: An Adaptive Learning Rate Method" (2012), algorithm 1.
 * @example
 * const optimizer = chain(clipByGlobalNorm(1), scaleByAdadelta(), scaleByLearningRate(1));
 */
export function scaleByAdadelta({ decay = 0.95, epsilon = 1e-6 }: AdadeltaAverages = {}): Transform<AdadeltaState> {
  requireWithin("adadelta", "decay", decay, { low: 0, high: 1, open: "high" });
  requireWithin("adadelta", "epsilon", epsilon, { low: 0, open: "low" });
  const root = (average: Tensor): Tensor => sqrt(add(average, epsilon) as Tensor);
  return transform<AdadeltaState>({
    name: "adadelta",
    init: (parameters, scope) => ({
      gradient: slots(parameters, `${scope}/gradient`),
      update: slots(parameters, `${scope}/update`),
    }),
    update: ({ gradients, state }) => {
      const gradient = gradients.map((g, i) => moving(state.gradient[i]!, square(g), decay));
      const updates = gradients.map(
        (g, i): Tensor => mul(div(root(state.update[i]!), root(gradient[i]!) as Tensor) as Tensor, g),
      );
      const update = updates.map((u, i) => moving(state.update[i]!, square(u), decay));
      return { updates, state: { gradient, update } };
    },
  });
}
