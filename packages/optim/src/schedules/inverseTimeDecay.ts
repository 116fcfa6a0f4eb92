import { add, constant, div, floor, mul, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { Schedule } from "./schedule.js";

export interface InverseTimeDecayOptions {
  /** How much the divisor grows per period, ≥ 0. */
  readonly decay: number;
  /** The length of a period in steps, ≥ 1. Default: 1. */
  readonly every?: number;
  /** Decay at the end of each period, instead of a little in each step. Default: false. */
  readonly staircase?: boolean;
}

/**
 * η(t) = η₀ / (1 + decay · t/every); with `staircase`, t/every is rounded down.
 *
 * @param initial η₀ > 0
 * @throws OptimError `optim/out-of-range`
 * @see Robbins & Monro, "A Stochastic Approximation Method" (1951), equation 6, for why 1/t. Keras' `InverseTimeDecay`.
 * @example
 * const optimizer = sgd({ learningRate: inverseTimeDecay(1, { decay: 0.01 }) });
 */
export function inverseTimeDecay(
  initial: number,
  { decay, every = 1, staircase = false }: InverseTimeDecayOptions,
): Schedule {
  requireWithin("inverseTimeDecay", "initial", initial, { low: 0, open: "low" });
  requireWithin("inverseTimeDecay", "decay", decay, { low: 0 });
  requireWithin("inverseTimeDecay", "every", every, { low: 1 });
  return (step) => {
    const periods = div(step, every);
    const time: Tensor<readonly []> = staircase ? floor(periods) : periods;
    return div(constant(initial), add(mul(time, decay), 1));
  };
}
