import { equal, log, mul, select, sub, sum, type Tensor } from "@adjoint/core";
import { requireRows } from "./internal/requireRows.js";
import { type LossOptions, reduceErrors } from "./reduction.js";
import type { RowLoss } from "./rowLoss.js";

/**
 * The Kullback–Leibler divergence of predicted from given distributions, from the logarithms that `logSoftmax` gives.
 *
 * @formula Σ t (ln t − q) over the classes, q being logarithms of probabilities
 * @derivative −t/n by q
 * @peers Keras `KLDivergence` (from probabilities), PyTorch `nn.KLDivLoss` (batchmean), optax `kl_divergence`
 * @param predictions q, logarithms of probabilities [...batch, classes], floats
 * @param targets t, distributions of the same shape and dtype
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each row counts
 * @returns a scalar, or with `none` a number per row
 * @throws OpsError `ops/targets`, `ops/option`, `ops/weights`
 * @see Kullback & Leibler, "On information and sufficiency" (1951), equation 2.4.
 * @example
 * const loss = klDivergence(logSoftmax(student), softmax(teacher));
 */
export const klDivergence = ((predictions: Tensor, targets: Tensor, options: LossOptions = {}) => {
  requireRows("klDivergence", predictions, targets);
  const none: Tensor = equal(targets, 0);
  // A class without a share adds nothing, also where its logarithm is −∞.
  const surplus: Tensor = sub(log(select(none, 1, targets) as Tensor), select(none, 0, predictions) as Tensor);
  return reduceErrors("klDivergence", sum(mul(targets, surplus) as Tensor, { axes: [-1] }), options);
}) as RowLoss<"klDivergence">;
