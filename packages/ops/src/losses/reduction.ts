import { mul, type Shape, sum, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { mean } from "../math/mean.js";

/** What becomes of the errors of a batch: their mean, their sum, half their sum, or each for itself. */
export type Reduction = "mean" | "sum" | "halfSum" | "none";

/** The shape of a loss: a scalar, or with `none` that of the errors. */
export type Reduced<S extends Shape, R extends Reduction> = R extends "none" ? S : readonly [];

const reductions: Readonly<Record<Reduction, (errors: Tensor) => Tensor>> = {
  mean: (errors) => mean(errors),
  sum: (errors) => sum(errors),
  halfSum: (errors) => mul(sum(errors), 0.5),
  none: (errors) => errors,
};

/** Reduces the errors of a batch. */
export function reduceErrors(operation: string, errors: Tensor, reduction: Reduction): Tensor {
  if (!Object.hasOwn(reductions, reduction)) {
    const expected = `one of ${Object.keys(reductions).join(", ")}`;
    throw new OpsError("ops/option", { operation, option: "reduction", value: reduction, expected });
  }
  return reductions[reduction](errors);
}
