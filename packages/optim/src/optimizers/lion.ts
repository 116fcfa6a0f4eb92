import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { decayWeights } from "../transforms/decayWeights.js";
import type { Names } from "../transforms/names.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { type LionMoments, scaleByLion } from "../transforms/scaleByLion.js";
import type { Optimizer } from "../transforms/transform.js";

export interface LionOptions extends LionMoments {
  /** η > 0, a number or a schedule of the step: the length of each element's step. Default: 1e-4. */
  readonly learningRate?: LearningRate;
  /** λ ≥ 0, multiplied by the learning rate. Default: 0. */
  readonly weightDecay?: number;
  /** Which parameters decay, such as `"*weights"`. Default: all. */
  readonly decayed?: Names;
}

/**
 * Lion: steps of one length, by the sign of a momentum. Rates are three to ten times smaller than Adam's.
 *
 *   θ ← θ − η · (sign(β₁m + (1−β₁)g) + λθ)     m ← β₂m + (1−β₂)g
 *
 * @throws OptimError `optim/out-of-range`, and when it is used `optim/no-match`
 * @see Chen et al., "Symbolic Discovery of Optimization Algorithms" (2023), algorithm 2. Keras and optax are the same; optax defaults to
 * λ = 1e-3. PyTorch has no Lion.
 * @example
 * const step = session.compile(trainStep(loss, lion({ learningRate: 1e-4, weightDecay: 0.1 })));
 */
export const lion = ({ learningRate = 1e-4, weightDecay = 0, decayed, ...moments }: LionOptions = {}): Optimizer =>
  chain(scaleByLion(moments), decayWeights(weightDecay, decayed), scaleByLearningRate(learningRate));
