import { broadcastTo, div, mul, named, reshape, type Shape, sum, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { mean } from "../math/mean.js";

/**
 * What becomes of the errors of a batch: their mean, their sum, half their sum, or each for itself. Weights multiply errors
 * first. `mean` divides by the number of errors, as Keras does; `weightedMean` by the sum of the weights, as PyTorch does with
 * weights of classes.
 */
export type Reduction = "mean" | "weightedMean" | "sum" | "halfSum" | "none";

/** The shape of a loss: a scalar, or with `none` that of the errors. */
export type Reduced<S extends Shape, R extends Reduction> = R extends "none" ? S : readonly [];

/** What every loss is told beside predictions and targets. */
export interface LossOptions<R extends Reduction = Reduction> {
  /** What becomes of the errors. Default: `mean`. */
  readonly reduction?: R;
  /** What each error counts: its shape or the first dimensions of it, `["batch"]` for a weight per example. Default: 1. */
  readonly weights?: Tensor;
}

const reductions: Readonly<Record<Reduction, (errors: Tensor, counts: Tensor | undefined) => Tensor>> = {
  mean: (errors) => mean(errors),
  weightedMean: (errors, counts) => (counts === undefined ? mean(errors) : div(sum(errors), sum(counts) as Tensor)),
  sum: (errors) => sum(errors),
  halfSum: (errors) => mul(sum(errors), 0.5),
  none: (errors) => errors,
};

/** Weights repeated to the shape of the errors, from its first dimension on. */
function spread(operation: string, errors: Tensor, weights: Tensor): Tensor {
  const missing = errors.shape.length - weights.shape.length;
  const fits = weights.shape.every((dim, axis) => dim === 1 || dim === errors.shape[axis]);
  if (missing < 0 || !fits || weights.dtype !== errors.dtype)
    throw new OpsError("ops/weights", { operation, errors, weights });
  const shape: Shape = [...weights.shape, ...Array.from({ length: missing }, () => 1)];
  return broadcastTo(reshape(weights, shape), errors.shape);
}

/**
 * Reduces the errors of a batch, and gives the outcome the name of the loss.
 *
 * @param importance how much each error counts already, of their shape: what weights of classes made of it
 */
export function reduceErrors(
  operation: string,
  errors: Tensor,
  { reduction = "mean", weights }: LossOptions,
  importance?: Tensor,
): Tensor {
  if (!Object.hasOwn(reductions, reduction)) {
    const expected = `one of ${Object.keys(reductions).join(", ")}`;
    throw new OpsError("ops/option", { operation, option: "reduction", value: reduction, expected });
  }
  const own = weights === undefined ? undefined : spread(operation, errors, weights);
  const counts: Tensor | undefined =
    own === undefined || importance === undefined ? (own ?? importance) : mul(own, importance);
  const weighted: Tensor = own === undefined ? errors : mul(errors, own);
  return named(operation, reductions[reduction](weighted, counts));
}
