import { add, mul, neg, pow, sigmoid, sub, type Tensor } from "@adjoint/core";
import { smoothRamp } from "../activations/softplus.js";
import { requireFinite } from "../errors/requireFinite.js";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";

export interface SigmoidFocalSettings {
  /** γ ≥ 0: how much less examples count that are right already. 0 is `sigmoidCrossEntropy`. Default: 2. */
  readonly gamma?: number;
  /** α in [0, 1]: what positive examples count, negative ones 1 − α. Default: both count 1. */
  readonly alpha?: number;
}

/** x for positive targets, y for negative ones, and mixtures between them. */
const mixed = (targets: Tensor, x: Tensor | number, y: Tensor | number): Tensor =>
  add(mul(targets, x) as Tensor, mul(sub(1, targets) as Tensor, y) as Tensor);

/**
 * The focal loss, from logits: binary cross-entropy in which examples that are right already count less, so that many easy
 * ones do not outweigh a few hard ones.
 *
 * @formula −α·(1 − q)^γ·ln q, with q = σ(z) for t = 1 and 1 − σ(z) for t = 0
 * @derivative ±α(1 − q)^γ·(γ·q·ln q − (1 − q))/n by z, + for t = 1
 * @peers Keras `BinaryFocalCrossentropy` (from_logits), PyTorch `torchvision.ops.sigmoid_focal_loss` (α = 0.25), optax
 *   `sigmoid_focal_loss`
 * @param predictions logits z of any shape, floats
 * @param targets 0 or 1 (or between them), a shape that broadcasts with it, of the same dtype
 * @param options.gamma γ, 0 or ≥ 1. Default: 2
 * @param options.alpha α in [0, 1]. Default: both classes count 1
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Lin, Goyal, Girshick, He & Dollár, "Focal loss for dense object detection" (2017), equation 5.
 * @example
 * const loss = sigmoidFocal(logits, answers, { gamma: 2, alpha: 0.25 });
 */
export const sigmoidFocal: ElementwiseLoss<SigmoidFocalSettings> = elementwiseLoss(
  "sigmoidFocal",
  (logits, targets, { gamma = 2, alpha }) => {
    requireFinite("sigmoidFocal", "gamma", gamma, { from: 0 });
    const opposite = neg(logits);
    const entropy = mixed(targets, smoothRamp(opposite), smoothRamp(logits));
    const doubt = mixed(targets, sigmoid(opposite), sigmoid(logits));
    const focused: Tensor = mul(entropy, pow(doubt, gamma) as Tensor);
    if (alpha === undefined) return focused;
    requireFinite("sigmoidFocal", "alpha", alpha, { from: 0, to: 1 });
    return mul(focused, mixed(targets, alpha, 1 - alpha) as Tensor);
  },
);
