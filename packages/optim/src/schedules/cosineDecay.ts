import { div, minimum } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { cosineBetween } from "./internal/cosineBetween.js";
import type { Schedule } from "./schedule.js";

export interface CosineDecayOptions {
  /** How many steps the decay takes, whole; the rate is `final` from then on. */
  readonly steps: number;
  /** η₁ ≥ 0. Default: 0. */
  readonly final?: number;
}

/**
 * η(t) = η₁ + ½(η₀ − η₁)(1 + cos(π · min(t, T)/T)).
 *
 * @param initial η₀ > 0
 * @throws OptimError `optim/out-of-range`
 * @see Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017), equation 5 without restarts. Keras'
 * `CosineDecay` and optax' `cosine_decay_schedule` give η₁ as the share α of η₀; PyTorch's `CosineAnnealingLR` rises again.
 * @example
 * const optimizer = adam({ learningRate: cosineDecay(1e-3, { steps: 10_000 }) });
 */
export function cosineDecay(initial: number, { steps, final = 0 }: CosineDecayOptions): Schedule {
  requireWithin("cosineDecay", "initial", initial, { low: 0, open: "low" });
  requireCount("cosineDecay", "steps", steps);
  requireWithin("cosineDecay", "final", final, { low: 0 });
  return (step) => cosineBetween(initial, final, div(minimum(step, steps), steps));
}
