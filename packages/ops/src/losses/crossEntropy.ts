import { log, mul, type Shape, sub, sum, type Tensor, type Valid } from "@adjoint/core";
import { type ClassOptions, classTargets, type FitsClasses, whereValid } from "./internal/classTargets.js";
import { type ClipSettings, clipped } from "./internal/clipped.js";
import { type LossOptions, type Reduced, type Reduction, reduceErrors } from "./reduction.js";
import type { RowsOf } from "./rowLoss.js";

/**
 * Cross-entropy from probabilities, averaged over the batch. From logits, `softmaxCrossEntropy` is exact and needs no ε.
 *
 * @formula −Σ t ln p over the classes, with p cut off at ε and 1 − ε
 * @derivative −t/p/n by p, 0 where p was cut off
 * @peers Keras `CategoricalCrossentropy` and `SparseCategoricalCrossentropy` (which divide by the sum of p first), PyTorch
 *   `nn.NLLLoss` of logarithms, optax —
 * @param probabilities [...batch, classes], floats in [0, 1]
 * @param targets `i32` labels [...batch], each in 0 … classes − 1 (another makes its row NaN, which a training step reports);
 * or rows of the same shape and dtype: one-hot or any distribution
 * @param options.labelSmoothing s in [0, 1): t becomes (1 − s)t + s/classes. Default: 0
 * @param options.classWeights what each class counts
 * @param options.epsilon ε in (0, ½). Default: 1e-7
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each row counts
 * @returns a scalar, or with `none` a number per row
 * @throws OpsError `ops/targets`, `ops/option`, `ops/weights`
 * @see Bishop, "Pattern Recognition and Machine Learning" (2006), equation 4.108.
 * @example
 * const loss = crossEntropy(softmax(logits), labels);
 */
export function crossEntropy<S extends Shape, T extends Shape, R extends Reduction = "mean">(
  probabilities: Tensor<S>,
  targets: Tensor<T> & Valid<FitsClasses<S, T, "crossEntropy">>,
  options: LossOptions<R> & ClassOptions & ClipSettings = {},
): Tensor<Reduced<RowsOf<S>, R>> {
  const { rows, valid, importance } = classTargets("crossEntropy", probabilities, targets as Tensor, options);
  const logarithms = log(clipped("crossEntropy", probabilities, options.epsilon));
  const errors: Tensor = sub(0, sum(mul(rows, logarithms) as Tensor, { axes: [-1] }) as Tensor);
  return reduceErrors("crossEntropy", whereValid(errors, valid), options, importance) as Tensor<Reduced<RowsOf<S>, R>>;
}
