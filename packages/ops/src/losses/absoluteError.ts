import { abs, sub, type Tensor } from "@adjoint/core";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";

/**
 * The absolute error, which outliers move less than the squared one.
 *
 * @formula |p − t|
 * @derivative sign(p − t)/n by p, 0 where they are equal
 * @peers Keras `MeanAbsoluteError`, PyTorch `nn.L1Loss`, optax —
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning" (2009), section 10.6.
 * @example
 * const loss = absoluteError(network(x), y);
 */
export const absoluteError: ElementwiseLoss = elementwiseLoss("absoluteError", (predictions, targets) =>
  abs(sub(predictions, targets) as Tensor),
);
