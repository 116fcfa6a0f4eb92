import { named, type Shape, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { type LossOptions, type Reduced, type Reduction, reduceErrors } from "../losses/reduction.js";
import { expression } from "./expression.js";

/** A loss that was written as a formula: a scalar, or with `none` the errors. */
export type FormulaLoss = <R extends Reduction = "mean">(
  predictions: Tensor,
  targets: Tensor,
  options?: LossOptions<R>,
) => Tensor<Reduced<Shape, R>>;

/**
 * A loss from a formula of `p`, the predictions, and `t`, the targets. If the formula gives an error for each element or row,
 * these are weighted and reduced like those of any loss; if it gives a number, that is the loss.
 *
 * @param source one or more statements; the value of the last is the loss
 * @returns a loss of predictions and targets
 * @throws when applied: OpsError `expression/…`, `ops/option`, `ops/weights`
 * @example
 * const cubic = lossExpression("mean(abs(p - t)^3)");
 * const loss = cubic(network(x), y);
 */
export const lossExpression = (source: string): FormulaLoss =>
  ((predictions: Tensor, targets: Tensor, options: LossOptions = {}) => {
    const { result } = expression(source, { tensors: { p: predictions, t: targets } });
    if (result.shape.length > 0) return reduceErrors("lossExpression", result, options);
    if (options.weights !== undefined) {
      const expected = "left out for a formula that reduces by itself; drop its mean or sum to weigh errors";
      throw new OpsError("ops/option", { operation: "lossExpression", option: "weights", value: "given", expected });
    }
    return named("lossExpression", result);
  }) as FormulaLoss;
