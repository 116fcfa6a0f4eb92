import { add, constant, div, minimum, mul, pow, sub } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import type { Schedule } from "./schedule.js";

export interface PolynomialDecayOptions {
  /** How many steps the decay takes, whole; the rate is `final` from then on. */
  readonly steps: number;
  /** η₁ ≥ 0. Default: 0. */
  readonly final?: number;
  /** p > 0; 1 is a straight line. Default: 1. */
  readonly power?: number;
}

/**
 * η(t) = η₁ + (η₀ − η₁)(1 − min(t, T)/T)^p.
 *
 * @param initial η₀ > 0
 * @throws OptimError `optim/out-of-range`
 * @see Keras' `PolynomialDecay`, PyTorch's `PolynomialLR`, optax' `polynomial_schedule`; with p = 1 `linear_schedule`.
 * @example
 * const optimizer = sgd({ learningRate: polynomialDecay(0.1, { steps: 10_000, power: 2 }) });
 */
export function polynomialDecay(initial: number, { steps, final = 0, power = 1 }: PolynomialDecayOptions): Schedule {
  requireWithin("polynomialDecay", "initial", initial, { low: 0, open: "low" });
  requireCount("polynomialDecay", "steps", steps);
  requireWithin("polynomialDecay", "final", final, { low: 0 });
  requireWithin("polynomialDecay", "power", power, { low: 0, open: "low" });
  return (step) => {
    const left = sub(1, div(minimum(step, steps), steps));
    return add(mul(pow(left, constant(power)), initial - final), final);
  };
}
