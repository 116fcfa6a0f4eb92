import { add, div, less, minimum, mul, select, sub, type Tensor } from "@adjoint/core";
import { requireChoice } from "../errors/requireChoice.js";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { cosineBetween } from "./internal/cosineBetween.js";
import type { Schedule } from "./schedule.js";

export interface OneCycleOptions {
  /** How many steps the cycle takes, N ≥ 2, whole; the rate stays as in the last of them. */
  readonly steps: number;
  /** The share of the steps that rise, p in (0, 1). Default: 0.3. */
  readonly rising?: number;
  /** The peak over the first rate, ≥ 1. Default: 25. */
  readonly startDivisor?: number;
  /** The first rate over the last, ≥ 1. Default: 1e4. */
  readonly finalDivisor?: number;
  /** How to go between them. Default: `cosine`. */
  readonly shape?: "cosine" | "linear";
}

const lineBetween = (from: number, to: number, share: Tensor<readonly []>): Tensor<readonly []> =>
  add(mul(share, to - from), from);

/**
 * Rises from peak/startDivisor to the peak at step pN − 1, then falls to peak/(startDivisor·finalDivisor) at step N − 1.
 *
 * @param peak the largest rate, > 0
 * @throws OptimError `optim/out-of-range`, `optim/unknown-choice`
 * @see Smith & Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates" (2018). The same numbers as
 * PyTorch's `OneCycleLR` in two phases; optax' `cosine_onecycle_schedule` has the peak one step later. Momentum stays as it is.
 * @example
 * const optimizer = momentum({ learningRate: oneCycle(0.1, { steps: 10_000 }) });
 */
export function oneCycle(
  peak: number,
  { steps, rising = 0.3, startDivisor = 25, finalDivisor = 1e4, shape = "cosine" }: OneCycleOptions,
): Schedule {
  requireWithin("oneCycle", "peak", peak, { low: 0, open: "low" });
  requireCount("oneCycle", "steps", steps, 2);
  requireWithin("oneCycle", "rising", rising, { low: 0, high: 1, open: "both" });
  requireWithin("oneCycle", "startDivisor", startDivisor, { low: 1 });
  requireWithin("oneCycle", "finalDivisor", finalDivisor, { low: 1 });
  requireChoice("oneCycle", "shape", shape, ["cosine", "linear"]);
  const between = shape === "cosine" ? cosineBetween : lineBetween;
  const [first, last] = [peak / startDivisor, peak / startDivisor / finalDivisor];
  // With few steps the rise can be over before the first.
  const top = Math.max(rising * steps - 1, 0);
  return (step) => {
    const fall = between(peak, last, div(sub(minimum(step, steps - 1), top), steps - 1 - top));
    return top === 0 ? fall : select(less(step, top), between(first, peak, div(step, top)), fall);
  };
}
