import { add, log, log1p, mul, neg, sub, type Tensor } from "@adjoint/core";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";
import { type ClipSettings, clipped } from "./internal/clipped.js";
import { smoothed } from "./internal/smoothed.js";

export interface BinaryCrossEntropySettings extends ClipSettings {
  /** The share of each target that is spread over both classes, in [0, 1). Default: 0. */
  readonly labelSmoothing?: number;
}

/**
 * Binary cross-entropy from probabilities. From logits, `sigmoidCrossEntropy` is exact and needs no ε.
 *
 * @formula −t·ln p − (1 − t)·ln(1 − p), with p cut off at ε and 1 − ε
 * @derivative (p − t)/(p(1 − p))/n by p, 0 where p was cut off
 * @peers Keras `BinaryCrossentropy`, PyTorch `nn.BCELoss` (logarithms cut off at −100), optax —
 * @param predictions probabilities in [0, 1] of any shape, floats
 * @param targets probabilities in [0, 1], a shape that broadcasts with it, of the same dtype
 * @param options.labelSmoothing s in [0, 1): t becomes (1 − s)t + s/2. Default: 0
 * @param options.epsilon ε in (0, ½). Default: 1e-7
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Bishop, "Pattern Recognition and Machine Learning" (2006), equation 4.90.
 * @example
 * const loss = binaryCrossEntropy(sigmoid(logits), answers);
 */
export const binaryCrossEntropy: ElementwiseLoss<BinaryCrossEntropySettings> = elementwiseLoss(
  "binaryCrossEntropy",
  (probabilities, targets, { labelSmoothing = 0, epsilon }) => {
    const p = clipped("binaryCrossEntropy", probabilities, epsilon);
    const t = smoothed("binaryCrossEntropy", targets, labelSmoothing);
    const likelihood: Tensor = add(mul(t, log(p)) as Tensor, mul(sub(1, t) as Tensor, log1p(neg(p))) as Tensor);
    return neg(likelihood);
  },
);
