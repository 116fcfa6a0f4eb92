import { add, constant, div, less, mul, select, sub } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { type LearningRate, type Schedule, scheduleOf } from "./schedule.js";

export interface WarmupOptions {
  /** How many steps the rise takes, T, whole. */
  readonly steps: number;
  /** The share of the first rate to begin with, in [0, 1]. Default: 0. */
  readonly from?: number;
}

/**
 * Rises to the first rate of another schedule, which then begins: η(t) = η₀(a + (1 − a)t/T) for t < T, then η'(t − T), with
 * η₀ = η'(0).
 *
 * @param schedule η', a number or a schedule
 * @throws OptimError `optim/out-of-range`
 * @see Goyal et al., "Accurate, Large Minibatch SGD" (2017), section 2.2. optax' `warmup_cosine_decay_schedule` and Keras'
 * `warmup_target` rise the same way; PyTorch's `LinearLR` begins with a = 1/3.
 * @example
 * const optimizer = adam({ learningRate: warmup(cosineDecay(1e-3, { steps: 9000 }), { steps: 1000 }) });
 */
export function warmup(schedule: LearningRate, { steps, from = 0 }: WarmupOptions): Schedule {
  requireCount("warmup", "steps", steps);
  requireWithin("warmup", "from", from, { low: 0, high: 1 });
  const after = scheduleOf(schedule);
  return (step) => {
    const share = add(mul(div(step, steps), 1 - from), from);
    return select(less(step, steps), mul(after(constant(0)), share), after(sub(step, steps)));
  };
}
