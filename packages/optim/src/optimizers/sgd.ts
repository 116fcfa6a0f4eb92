import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";

export interface SgdOptions {
  /** η > 0, a number or a schedule of the step. Default: 0.01. */
  readonly learningRate?: LearningRate;
}

/**
 * Stochastic gradient descent: θ ← θ − ηg.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), algorithm 8.1.
 * @example
 * const step = session.compile(trainStep(loss, sgd({ learningRate: 0.1 })));
 */
export const sgd = ({ learningRate = 0.01 }: SgdOptions = {}): Optimizer => chain(scaleByLearningRate(learningRate));
