import { cast, div, floor, type Tensor } from "@adjoint/core";
import { requireWhole } from "../errors/requireWhole.js";
import { expression } from "./expression.js";

export interface ScheduleExpressionOptions {
  /** How many steps an epoch has, ≥ 1. Without it there is no `epoch`. */
  readonly stepsPerEpoch?: number;
}

/**
 * A schedule from a formula of `step`, which counts from 0, and of `epoch`, the whole epochs that have passed. It is what
 * optimizers take as a learning rate.
 *
 * @param source one or more statements; the value of the last is the schedule's
 * @param options.stepsPerEpoch ≥ 1, for formulas of `epoch`
 * @returns a function of the step, an `f32` scalar, as graph
 * @throws OpsError `ops/option`; when applied: `expression/…`
 * @example
 * const learningRate = scheduleExpression("0.1 * 0.5^floor(epoch / 50)", { stepsPerEpoch: 20 });
 */
export function scheduleExpression(
  source: string,
  { stepsPerEpoch }: ScheduleExpressionOptions = {},
): (step: Tensor<readonly []>) => Tensor<readonly []> {
  if (stepsPerEpoch !== undefined) requireWhole("scheduleExpression", "stepsPerEpoch", stepsPerEpoch, 1);
  return (step) => {
    const epoch = stepsPerEpoch === undefined ? {} : { epoch: floor(div(step, stepsPerEpoch)) as Tensor };
    const { result } = expression(source, { tensors: { step, ...epoch } });
    return cast(result, step.dtype) as Tensor<readonly []>;
  };
}
