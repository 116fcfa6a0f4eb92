import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { decayWeights } from "../transforms/decayWeights.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";

export interface SgdOptions {
  /** η > 0, a number or a schedule of the step. Default: 0.01. */
  readonly learningRate?: LearningRate;
  /** λ ≥ 0. Default: 0. */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent: θ ← (1 − λη)θ − ηg.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), algorithm 8.1; the decay: equation 7.5. Without momentum PyTorch's
 * `weight_decay` is the same; Keras' is too.
 * @example
 * const step = session.compile(trainStep(loss, sgd({ learningRate: 0.1, weightDecay: 1e-4 })));
 */
export const sgd = ({ learningRate = 0.01, weightDecay = 0 }: SgdOptions = {}): Optimizer =>
  chain(decayWeights(weightDecay), scaleByLearningRate(learningRate));
