import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";
import { shortfall } from "./internal/shortfall.js";

/**
 * How far a score stays behind a margin of 1 on the side of its target: the loss of support vector machines.
 *
 * @formula max(0, 1 − t·p)
 * @derivative −t/n by p where t·p < 1, else 0
 * @peers Keras `Hinge`, PyTorch —, optax `hinge_loss`
 * @param predictions scores of any shape, floats
 * @param targets −1 or 1, a shape that broadcasts with it, of the same dtype
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Cortes & Vapnik, "Support-vector networks" (1995).
 * @example
 * const loss = hinge(scores, signs);
 */
export const hinge: ElementwiseLoss = elementwiseLoss("hinge", shortfall);
