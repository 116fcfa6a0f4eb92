import { add, mul, neg, sub, type Tensor } from "@adjoint/core";
import { smoothRamp } from "../activations/softplus.js";
import { requireFinite } from "../errors/requireFinite.js";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";
import { smoothed } from "./internal/smoothed.js";

export interface SigmoidCrossEntropySettings {
  /** The share of each target that is spread over both classes, in [0, 1). Default: 0. */
  readonly labelSmoothing?: number;
  /** What positive examples count beside negative ones, > 0. Default: 1. */
  readonly positiveWeight?: number;
}

/**
 * Sigmoid and binary cross-entropy in one, from logits: for yes or no, also several of them at once. It neither overflows nor
 * loses small probabilities.
 *
 * @formula −w·t·ln σ(z) − (1 − t)·ln(1 − σ(z))
 * @derivative ((1 − t)·σ(z) − w·t·(1 − σ(z)))/n by z, which is (σ(z) − t)/n for w = 1
 * @peers Keras `BinaryCrossentropy` (from_logits), PyTorch `nn.BCEWithLogitsLoss`, optax `sigmoid_binary_cross_entropy`
 * @param predictions logits z of any shape, floats
 * @param targets probabilities t in [0, 1], a shape that broadcasts with it, of the same dtype
 * @param options.labelSmoothing s in [0, 1): t becomes (1 − s)t + s/2. Default: 0
 * @param options.positiveWeight w > 0. Default: 1
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.2.2.2.
 * @example
 * const loss = sigmoidCrossEntropy(logits, answers, { positiveWeight: 3 });
 */
export const sigmoidCrossEntropy: ElementwiseLoss<SigmoidCrossEntropySettings> = elementwiseLoss(
  "sigmoidCrossEntropy",
  (logits, targets, { labelSmoothing = 0, positiveWeight = 1 }) => {
    requireFinite("sigmoidCrossEntropy", "positiveWeight", positiveWeight, { above: 0 });
    const positive = smoothed("sigmoidCrossEntropy", targets, labelSmoothing);
    const missed: Tensor = mul(mul(positive, positiveWeight) as Tensor, smoothRamp(neg(logits)));
    return add(missed, mul(sub(1, positive) as Tensor, smoothRamp(logits)) as Tensor);
  },
);
