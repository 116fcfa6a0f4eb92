import { mul, sub, type Tensor } from "@adjoint/core";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";

/**
 * The squared error, averaged over all elements. With `reduction: "halfSum"` it is ½Σ(p − t)², whose gradient is p − t.
 *
 * @formula (p − t)²
 * @derivative 2(p − t)/n by p
 * @peers Keras `MeanSquaredError`, PyTorch `nn.MSELoss`, optax `squared_error` (`l2_loss` is half of it)
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), equation 5.4.
 * @example
 * const loss = squaredError(network(x), y, { reduction: "halfSum" });
 */
export const squaredError: ElementwiseLoss = elementwiseLoss("squaredError", (predictions, targets) => {
  const error: Tensor = sub(predictions, targets);
  return mul(error, error);
});
