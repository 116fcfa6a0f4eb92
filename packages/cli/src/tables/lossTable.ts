import type { Tensor } from "@adjoint/core";
import { type AnyLoss, losses } from "@adjoint/ops";
import type { SpecOptions } from "../spec/specOption.js";
import { choice, flag, nonNegative, number, optional, portion, positive, share } from "./options.js";
import { tableOf } from "./tableOf.js";

/** A loss with its settings: a scalar, of predictions and targets. */
export type Loss = (predictions: Tensor, targets: Tensor) => Tensor<readonly []>;

const labelSmoothing = share("the share of each target that is spread over all classes", 0);
const epsilon = number(
  "ε, what probabilities are kept away from 0 and 1 by",
  { low: 0, high: 0.5, open: "both" },
  1e-7,
);
const classWeights = optional({ kind: "numbers", about: "what each class counts" });

const own: Readonly<Record<string, SpecOptions>> = {
  binaryCrossEntropy: { labelSmoothing, epsilon },
  crossEntropy: { labelSmoothing, classWeights, epsilon },
  huber: { delta: positive("δ, where the parabola goes over into a line", 1) },
  poisson: { logarithms: flag("are the predictions logarithms?", false) },
  sigmoidCrossEntropy: { labelSmoothing, positiveWeight: positive("what positive examples count", 1) },
  sigmoidFocal: {
    gamma: nonNegative("γ, how much less examples count that are right already", 2),
    alpha: optional(portion("α, what positive examples count")),
  },
  softmaxCrossEntropy: { labelSmoothing, classWeights },
};

const reduction = choice("what becomes of the errors of a batch", ["mean", "weightedMean", "sum", "halfSum"], "mean");

/** Every loss that a spec can name. */
export const lossTable = tableOf<AnyLoss, Loss>(
  losses as Readonly<Record<string, AnyLoss>>,
  Object.fromEntries(Object.keys(losses).map((name) => [name, { ...own[name], reduction }])),
  (loss, settings) => (predictions, targets) => loss(predictions, targets, settings) as Tensor<readonly []>,
);
