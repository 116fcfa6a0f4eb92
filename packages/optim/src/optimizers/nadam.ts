import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { type NadamMoments, scaleByNadam } from "../transforms/scaleByNadam.js";
import type { Optimizer } from "../transforms/transform.js";

export interface NadamOptions extends NadamMoments {
  /** η > 0, a number or a schedule of the step. Default: 2e-3. */
  readonly learningRate?: LearningRate;
}

/**
 * Nadam: Adam with Nesterov's momentum, which warms up from β₁/2 to β₁.
 *
 *   μₜ = β₁(1 − ½·0.96^(tψ))     θ ← θ − η · ((1−μₜ)g/(1−Πμ) + μₜ₊₁m/(1−μₜ₊₁Πμ)) / (√v̂ + ε),  Πμ = μ₁·…·μₜ
 *
 * @throws OptimError `optim/out-of-range`
 * @see Dozat, "Incorporating Nesterov Momentum into Adam" (2016), algorithm 2. PyTorch's `NAdam` is the same; Keras' has ψ = 1;
 * optax' `nadam` keeps μ = β₁.
 * @example
 * const step = session.compile(trainStep(loss, nadam({ learningRate: 1e-3 })));
 */
export const nadam = ({ learningRate = 2e-3, ...moments }: NadamOptions = {}): Optimizer =>
  chain(scaleByNadam(moments), scaleByLearningRate(learningRate));
