import { add, type Tensor } from "@adjoint/core";
import { requireChoice } from "../errors/requireChoice.js";
import { requireWithin } from "../errors/requireWithin.js";
import { type EpsilonPlace, overRoot } from "./internal/overRoot.js";
import { square } from "./internal/square.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface AdagradAccumulation {
  /** What the sum of squares begins with, ≥ 0. Default: 0. */
  readonly initial?: number;
  /** Keeps the quotient finite, ε > 0. Default: 1e-7. */
  readonly epsilon?: number;
  /** Add ε `outside` of the root, √r + ε, or `inside`, √(r + ε). Default: `outside`. */
  readonly epsilonPlace?: EpsilonPlace;
}

/**
 * The gradient over the root of the sum of its squares so far: r ← r + g², u = g / (√r + ε).
 *
 * @throws OptimError `optim/out-of-range`, `optim/unknown-choice`
 * @see Duchi, Hazan & Singer, "Adaptive Subgradient Methods" (2011), figure 1, the diagonal version.
 * @example
 * const optimizer = chain(clipByGlobalNorm(1), scaleByAdagrad({ initial: 0.1 }), scaleByLearningRate(0.01));
 */
export function scaleByAdagrad({
  initial = 0,
  epsilon = 1e-7,
  epsilonPlace = "outside",
}: AdagradAccumulation = {}): Transform<readonly Tensor[]> {
  requireWithin("adagrad", "initial", initial, { low: 0 });
  requireWithin("adagrad", "epsilon", epsilon, { low: 0, open: "low" });
  requireChoice("adagrad", "epsilonPlace", epsilonPlace, ["outside", "inside"]);
  return transform<readonly Tensor[]>({
    name: "adagrad",
    init: (parameters, scope) => slots(parameters, scope, initial),
    update: ({ gradients, state }) => {
      const next = gradients.map((gradient, i): Tensor => add(state[i]!, square(gradient)));
      return {
        updates: gradients.map((gradient, i) => overRoot(gradient, next[i]!, epsilon, epsilonPlace)),
        state: next,
      };
    },
  });
}
