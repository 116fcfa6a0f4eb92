import { mul } from "@adjoint/core";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";
import { shortfall } from "./internal/shortfall.js";

/**
 * The square of the hinge loss, which is smooth at the margin.
 *
 * @formula max(0, 1 − t·p)²
 * @derivative −2t·max(0, 1 − t·p)/n by p
 * @peers Keras `SquaredHinge`, PyTorch —, optax —
 * @param predictions scores of any shape, floats
 * @param targets −1 or 1, a shape that broadcasts with it, of the same dtype
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Chang, Hsieh & Lin, "Coordinate descent method for large-scale L2-loss linear support vector machines" (2008).
 * @example
 * const loss = squaredHinge(scores, signs);
 */
export const squaredHinge: ElementwiseLoss = elementwiseLoss("squaredHinge", (predictions, targets) => {
  const gap = shortfall(predictions, targets);
  return mul(gap, gap);
});
