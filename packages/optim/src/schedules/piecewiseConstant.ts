import { requireWithin } from "../errors/requireWithin.js";
import { constantSchedule } from "./constantSchedule.js";
import { requireBoundaries } from "./internal/requireBoundaries.js";
import { joinSchedules } from "./joinSchedules.js";
import type { Schedule } from "./schedule.js";

/**
 * A rate for each stretch of steps: values[i] from boundaries[i − 1] on, up to the step before boundaries[i].
 *
 * @param values rates > 0, at least one
 * @param boundaries whole numbers of steps that grow, one fewer than values
 * @throws OptimError `optim/boundaries`, `optim/out-of-range`
 * @see PyTorch's `MultiStepLR` and optax' `piecewise_constant_schedule` change at the same steps, Keras' `PiecewiseConstantDecay` one
 * step later.
 * @example
 * const learningRate = piecewiseConstant([0.1, 0.01, 0.001], [3000, 6000]);
 */
export function piecewiseConstant(values: readonly number[], boundaries: readonly number[]): Schedule {
  for (const value of values) requireWithin("piecewiseConstant", "values", value, { low: 0, open: "low" });
  requireBoundaries("piecewiseConstant", boundaries, values.length);
  return joinSchedules(values.map(constantSchedule), boundaries);
}
