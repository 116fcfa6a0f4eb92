import { cast, mul, neg, type Tensor } from "@adjoint/core";
import { type LearningRate, scheduleOf } from "../schedules/schedule.js";
import { type Transform, transform } from "./transform.js";

/**
 * Turns a direction of ascent into a step of descent: u = −η(t)·g.
 *
 * @param learningRate η > 0, a number or a schedule of the step
 * @throws OptimError `optim/out-of-range`
 * @example
 * const sgd = scaleByLearningRate(0.1);
 */
export function scaleByLearningRate(learningRate: LearningRate): Transform<readonly []> {
  const schedule = scheduleOf(learningRate);
  return transform<readonly []>({
    name: "learningRate",
    init: () => [],
    update: ({ gradients, step }) => {
      const rate = neg(schedule(step));
      return { updates: gradients.map((gradient) => mul(gradient, cast(rate, gradient.dtype) as Tensor)), state: [] };
    },
  });
}
