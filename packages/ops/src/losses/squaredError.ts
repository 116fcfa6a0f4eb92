import { type Broadcast, mul, named, type Result, type Shape, sub, type Tensor, type Valid } from "@adjoint/core";
import { type Reduced, type Reduction, reduceErrors } from "./reduction.js";

/**
 * The squared error, averaged over all elements. With `reduction: "halfSum"` it is ½Σ(p − t)², whose gradient is p − t.
 *
 * @formula (p − t)²
 * @derivative 2(p − t)/n by p
 * @peers Keras `MeanSquaredError`, PyTorch `nn.MSELoss`, optax `squared_error` (`l2_loss` is half of it)
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @param options.reduction `mean` (default), `sum`, `halfSum` or `none`
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`
 * @example
 * const loss = squaredError(network(x), y, { reduction: "halfSum" });
 */
export function squaredError<P extends Shape, T extends Shape, R extends Reduction = "mean">(
  predictions: Tensor<P>,
  targets: Tensor<T> & Valid<Broadcast<P, T>>,
  options: { readonly reduction?: R } = {},
): Tensor<Reduced<Result<Broadcast<P, T>>, R>> {
  const error: Tensor = sub(predictions as Tensor, targets as Tensor);
  const loss = reduceErrors("squaredError", mul(error, error), options.reduction ?? "mean");
  return named("squaredError", loss) as Tensor as Tensor<Reduced<Result<Broadcast<P, T>>, R>>;
}
