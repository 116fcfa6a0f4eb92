import { equal, exp, log, mul, select, sub, type Tensor } from "@adjoint/core";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";

export interface PoissonSettings {
  /** Are the predictions logarithms of rates? Default: false. */
  readonly logarithms?: boolean;
}

/**
 * The negative log-likelihood of counts under predicted rates, without ln t!, which does not depend on the predictions.
 *
 * @formula p − t·ln p; with `logarithms`, eᵖ − t·p
 * @derivative (1 − t/p)/n by p; with `logarithms`, (eᵖ − t)/n
 * @peers Keras `Poisson`, PyTorch `nn.PoissonNLLLoss` (logarithms by default), optax —
 * @param predictions rates > 0 of any shape (0 where the target is 0), or their logarithms
 * @param targets counts ≥ 0, a shape that broadcasts with it, of the same dtype
 * @param options.logarithms are the predictions logarithms? Default: false
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see McCullagh & Nelder, "Generalized Linear Models" (1989), chapter 6.
 * @example
 * const loss = poisson(softplus(scores), counts);
 */
export const poisson: ElementwiseLoss<PoissonSettings> = elementwiseLoss(
  "poisson",
  (predictions, targets, { logarithms = false }) => {
    if (logarithms) return sub(exp(predictions), mul(targets, predictions) as Tensor);
    // Where nothing was counted the logarithm does not matter, not even that of 0.
    const rates: Tensor = select(equal(targets, 0), 1, predictions);
    return sub(predictions, mul(targets, log(rates)) as Tensor);
  },
);
