import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { trace } from "../transforms/trace.js";
import type { Optimizer } from "../transforms/transform.js";

export interface MomentumOptions {
  /** η > 0, a number or a schedule of the step. Default: 0.01. */
  readonly learningRate?: LearningRate;
  /** The share of the velocity that survives each step, α in [0, 1). Default: 0.9. */
  readonly decay?: number;
}

/**
 * Gradient descent with momentum: v ← αv − ηg, θ ← θ + v. The learning rate enters the velocity, as in the book and in
 * Keras; PyTorch and optax multiply by it afterwards, which differs when it changes over time.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), algorithm 8.2.
 * @example
 * const step = session.compile(trainStep(loss, momentum({ learningRate: 0.01, decay: 0.9 })));
 */
export const momentum = ({ learningRate = 0.01, decay = 0.9 }: MomentumOptions = {}): Optimizer =>
  chain(scaleByLearningRate(learningRate), trace({ decay }));
