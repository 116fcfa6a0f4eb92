import { constant, div, floor, mul, pow, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { Schedule } from "./schedule.js";

export interface ExponentialDecayOptions {
  /** The factor per period, in (0, 1]. */
  readonly rate: number;
  /** The length of a period in steps, ≥ 1. */
  readonly every: number;
  /** Decay at the end of each period, instead of a little in each step. Default: false. */
  readonly staircase?: boolean;
}

/**
 * η(t) = η₀ · rate^(t / every); with `staircase`, the exponent is rounded down.
 *
 * @param initial η₀ > 0
 * @throws OptimError `optim/out-of-range`
 * @see Keras' `ExponentialDecay` and optax' `exponential_decay` are the same formula.
 * @example
 * const optimizer = adam({ learningRate: exponentialDecay(1e-3, { rate: 0.9, every: 1000 }) });
 */
export function exponentialDecay(
  initial: number,
  { rate, every, staircase = false }: ExponentialDecayOptions,
): Schedule {
  requireWithin("exponentialDecay", "initial", initial, { low: 0, open: "low" });
  requireWithin("exponentialDecay", "rate", rate, { low: 0, high: 1, open: "low" });
  requireWithin("exponentialDecay", "every", every, { low: 1 });
  return (step) => {
    const periods = div(step, every);
    const exponent: Tensor<readonly []> = staircase ? floor(periods) : periods;
    return mul(pow(constant(rate), exponent), initial);
  };
}
