import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { type AdamMoments, scaleByAdam } from "../transforms/scaleByAdam.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";

export interface AdamOptions extends AdamMoments {
  /** η > 0, a number or a schedule of the step. Default: 1e-3. */
  readonly learningRate?: LearningRate;
}

/**
 * Adam: step along the ratio of two bias-corrected moving moments of the gradient.
 *
 *   m ← β₁m + (1−β₁)g     v ← β₂v + (1−β₂)g²     θ ← θ − η · m̂ / (√v̂ + ε)
 *
 * @throws OptimError `optim/out-of-range`
 * @see Kingma & Ba, "Adam" (2015), algorithm 1; Goodfellow et al., algorithm 8.7. ε is added to the corrected root, as in the
 * paper, PyTorch and optax; Keras adds it before the correction (the paper's ε̂) and defaults to 1e-7.
 * @example
 * const step = session.compile(trainStep(loss, adam({ learningRate: 3e-4 })));
 */
export const adam = ({ learningRate = 1e-3, ...moments }: AdamOptions = {}): Optimizer =>
  chain(scaleByAdam(moments), scaleByLearningRate(learningRate));
