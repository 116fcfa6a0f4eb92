import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { type AdagradAccumulation, scaleByAdagrad } from "../transforms/scaleByAdagrad.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";

export interface AdagradOptions extends AdagradAccumulation {
  /** η > 0, a number or a schedule of the step. Default: 0.01. */
  readonly learningRate?: LearningRate;
}

/**
 * Adagrad: each element has a rate that falls with the squares of its gradients so far.
 *
 *   r ← r + g²     θ ← θ − η · g / (√r + ε)
 *
 * @throws OptimError `optim/out-of-range`, `optim/unknown-choice`
 * @see Duchi, Hazan & Singer, "Adaptive Subgradient Methods" (2011); Goodfellow et al., algorithm 8.4. ε is added to the root, as in
 * the book and in PyTorch (1e-10); Keras and optax add it inside and begin with r = 0.1.
 * @example
 * const step = session.compile(trainStep(loss, adagrad({ learningRate: 0.01 })));
 */
export const adagrad = ({ learningRate = 0.01, ...accumulation }: AdagradOptions = {}): Optimizer =>
  chain(scaleByAdagrad(accumulation), scaleByLearningRate(learningRate));
