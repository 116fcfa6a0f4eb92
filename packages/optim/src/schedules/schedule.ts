import type { Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { constantSchedule } from "./constantSchedule.js";

/** A number as a function of the step, as graph: `step` counts from 0 and is an `f32` scalar, as is the result. */
export type Schedule = (step: Tensor<readonly []>) => Tensor<readonly []>;

/** A learning rate η > 0: a number, or a schedule of the step. */
export type LearningRate = number | Schedule;

/** The schedule that a learning rate stands for. */
export function scheduleOf(learningRate: LearningRate): Schedule {
  if (typeof learningRate === "function") return learningRate;
  requireWithin("optimizer", "learningRate", learningRate, { low: 0, open: "low" });
  return constantSchedule(learningRate);
}
