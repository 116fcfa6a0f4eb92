import type { Tensor } from "@adjoint/core";
import { constantSchedule } from "./constantSchedule.js";

/** A number as a function of the step, as graph: `step` counts from 0 and is an `f32` scalar, as is the result. */
export type Schedule = (step: Tensor<readonly []>) => Tensor<readonly []>;

/** A learning rate η > 0: a number, or a schedule of the step. */
export type LearningRate = number | Schedule;

/** The schedule that a learning rate stands for. */
export const scheduleOf = (learningRate: LearningRate): Schedule =>
  typeof learningRate === "number" ? constantSchedule(learningRate) : learningRate;
