import { less, select, sub, type Tensor } from "@adjoint/core";
import { requireBoundaries } from "./internal/requireBoundaries.js";
import { type LearningRate, type Schedule, scheduleOf } from "./schedule.js";

/**
 * Schedules one after another; each counts its own steps from 0.
 *
 * @param schedules numbers or schedules, at least one
 * @param boundaries the steps at which the second, third, … begin: whole numbers that grow, one fewer than schedules
 * @throws OptimError `optim/boundaries`, `optim/out-of-range`
 * @see optax' `join_schedules`, PyTorch's `SequentialLR`.
 * @example
 * const learningRate = joinSchedules([0.01, cosineDecay(0.1, { steps: 9000 })], [1000]);
 */
export function joinSchedules(schedules: readonly LearningRate[], boundaries: readonly number[]): Schedule {
  requireBoundaries("joinSchedules", boundaries, schedules.length);
  const parts = schedules.map(scheduleOf);
  return (step) =>
    parts
      .map((part, i) => part(i === 0 ? step : sub(step, boundaries[i - 1]!)))
      .reduceRight((later, part, i): Tensor<readonly []> => select(less(step, boundaries[i]!), part, later));
}
