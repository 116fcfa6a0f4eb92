import {
  customGradient,
  equal,
  exp,
  mul,
  neg,
  reshape,
  type Shape,
  select,
  sub,
  sum,
  type Tensor,
  type Valid,
} from "@adjoint/core";
import { logProbabilities } from "../activations/logSoftmax.js";
import { type ClassOptions, classTargets, type FitsClasses, whereValid } from "./internal/classTargets.js";
import { type LossOptions, type Reduced, type Reduction, reduceErrors } from "./reduction.js";
import type { RowsOf } from "./rowLoss.js";

const column = (rows: Tensor): Tensor => reshape(rows, [...rows.shape, 1] as Shape);

/** −Σ t ln softmax(z) for each row. With T = Σ t: z̄ = c (T softmax(z) − t) and t̄ = −c ln softmax(z). */
const crossEntropyRows = customGradient({
  name: "softmaxCrossEntropy",
  value: (logits: Tensor, targets: Tensor): Tensor => {
    // A class without a share costs nothing, also where its logit is −∞ and 0 · ∞ would be NaN.
    const costs: Tensor = select(equal(targets, 0), 0, mul(targets, logProbabilities(logits)) as Tensor);
    // Not neg, which would turn a loss of 0 into −0.
    return sub(0, sum(costs, { axes: [-1] }) as Tensor);
  },
  vjp: ({ cotangent, inputs: [logits, targets] }) => {
    const logs = logProbabilities(logits);
    const total: Tensor = sum(targets, { axes: [-1], keepDims: true });
    const towards: Tensor = sub(mul(total, exp(logs)), targets);
    return [mul(column(cotangent), towards), neg(mul(column(cotangent), logs) as Tensor)];
  },
});

/**
 * Softmax and cross-entropy in one, from logits, averaged over the batch. Computed as ln Σ eᶻ⁻ᵐ − (z[label] − m) with
 * m = max z, it neither overflows nor loses small probabilities. A logit of −∞ rules its class out.
 *
 * @formula −ln softmax(z)[label]; for rows of targets −Σ t ln softmax(z)
 * @derivative (softmax(z) − one-hot) / n; for rows (Σ t · softmax(z) − t) / n
 * @peers Keras `CategoricalCrossentropy` and `SparseCategoricalCrossentropy` (from_logits), PyTorch `nn.CrossEntropyLoss`,
 *   optax `softmax_cross_entropy` and `softmax_cross_entropy_with_integer_labels`
 * @param logits [...batch, classes], floats
 * @param targets `i32` labels [...batch], each in 0 … classes − 1 (another makes its row NaN, which a training step reports);
 * or rows of the logits' shape and dtype: one-hot or any distribution
 * @param options.labelSmoothing s in [0, 1): t becomes (1 − s)t + s/classes. Default: 0
 * @param options.classWeights what each class counts
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each row counts
 * @returns a scalar, or with `none` a number per row
 * @throws OpsError `ops/targets`, `ops/option`, `ops/weights`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.2.2.3.
 * @example
 * const loss = softmaxCrossEntropy(network(pixels), labels);
 */
export function softmaxCrossEntropy<S extends Shape, T extends Shape, R extends Reduction = "mean">(
  logits: Tensor<S>,
  targets: Tensor<T> & Valid<FitsClasses<S, T, "softmaxCrossEntropy">>,
  options: LossOptions<R> & ClassOptions = {},
): Tensor<Reduced<RowsOf<S>, R>> {
  const { rows, valid, importance } = classTargets("softmaxCrossEntropy", logits, targets as Tensor, options);
  const errors = whereValid(crossEntropyRows(logits, rows), valid);
  return reduceErrors("softmaxCrossEntropy", errors, options, importance) as Tensor<Reduced<RowsOf<S>, R>>;
}
