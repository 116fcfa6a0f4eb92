import { maximum, sub, type Tensor } from "@adjoint/core";
import { requireChoice } from "../errors/requireChoice.js";
import { requireWithin } from "../errors/requireWithin.js";
import { moving } from "./internal/moving.js";
import { type EpsilonPlace, overRoot } from "./internal/overRoot.js";
import { square } from "./internal/square.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface RmsAverage {
  /** The decay of the averages, ρ in [0, 1). Default: 0.9. */
  readonly decay?: number;
  /** Keeps the quotient finite, ε > 0. Default: 1e-6. */
  readonly epsilon?: number;
  /** Add ε `inside` of the root, √(v + ε), or `outside`, √v + ε. Default: `inside`. */
  readonly epsilonPlace?: EpsilonPlace;
  /** Subtract the square of the mean gradient, so that the root is of its variance. Default: false. */
  readonly centred?: boolean;
}

type RmsState = { readonly square: readonly Tensor[]; readonly mean: readonly Tensor[] };

/**
 * The gradient over the root of a moving average of its square: v ← ρv + (1−ρ)g², u = g / √(v + ε). When `centred`, v − m² takes
 * the place of v, with m ← ρm + (1−ρ)g.
 *
 * @throws OptimError `optim/out-of-range`, `optim/unknown-choice`
 * @see Hinton, "Neural Networks for Machine Learning" (2012), lecture 6e; centred: Graves, "Generating Sequences With Recurrent
 * Neural Networks" (2013), equations 38 to 41.
 * @example
 * const optimizer = chain(scaleByRms({ decay: 0.99 }), trace({ decay: 0.9 }), scaleByLearningRate(1e-3));
 */
export function scaleByRms({
  decay = 0.9,
  epsilon = 1e-6,
  epsilonPlace = "inside",
  centred = false,
}: RmsAverage = {}): Transform<RmsState> {
  requireWithin("rmsprop", "decay", decay, { low: 0, high: 1, open: "high" });
  requireWithin("rmsprop", "epsilon", epsilon, { low: 0, open: "low" });
  requireChoice("rmsprop", "epsilonPlace", epsilonPlace, ["outside", "inside"]);
  return transform<RmsState>({
    name: "rms",
    init: (parameters, scope) => ({
      square: slots(parameters, `${scope}/square`),
      mean: centred ? slots(parameters, `${scope}/mean`) : [],
    }),
    update: ({ gradients, state }) => {
      const squares = gradients.map((gradient, i) => moving(state.square[i]!, square(gradient), decay));
      const means = state.mean.map((mean, i) => moving(mean, gradients[i]!, decay));
      // A variance is not negative, but a rounded difference can be.
      const varianceOf = (v: Tensor, i: number): Tensor =>
        centred ? maximum(sub(v, square(means[i]!)) as Tensor, 0) : v;
      const updates = gradients.map((gradient, i) =>
        overRoot(gradient, varianceOf(squares[i]!, i), epsilon, epsilonPlace),
      );
      return { updates, state: { square: squares, mean: means } };
    },
  });
}
