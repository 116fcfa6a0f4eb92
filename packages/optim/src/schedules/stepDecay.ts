import { requireWithin } from "../errors/requireWithin.js";
import { exponentialDecay } from "./exponentialDecay.js";
import type { Schedule } from "./schedule.js";

export interface StepDecayOptions {
  /** The factor at the end of each period, in (0, 1]. */
  readonly factor: number;
  /** The length of a period in steps, ≥ 1. */
  readonly every: number;
}

/**
 * η(t) = η₀ · factor^⌊t / every⌋: halved every 50 epochs, say.
 *
 * @param initial η₀ > 0
 * @throws OptimError `optim/out-of-range`
 * @see PyTorch's `StepLR`; the staircase of `exponentialDecay`.
 * @example
 * const optimizer = sgd({ learningRate: stepDecay(0.1, { factor: 0.5, every: 50 * stepsPerEpoch }) });
 */
export function stepDecay(initial: number, { factor, every }: StepDecayOptions): Schedule {
  requireWithin("stepDecay", "initial", initial, { low: 0, open: "low" });
  requireWithin("stepDecay", "factor", factor, { low: 0, high: 1, open: "low" });
  requireWithin("stepDecay", "every", every, { low: 1 });
  return exponentialDecay(initial, { rate: factor, every, staircase: true });
}
