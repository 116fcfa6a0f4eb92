import { constant } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { Schedule } from "./schedule.js";

/**
 * The same learning rate in every step.
 *
 * @param value η > 0
 * @throws OptimError `optim/out-of-range`
 * @example
 * const optimizer = sgd({ learningRate: constantSchedule(0.1) });
 */
export function constantSchedule(value: number): Schedule {
  requireWithin("constantSchedule", "value", value, { low: 0, open: "low" });
  return () => constant(value);
}
