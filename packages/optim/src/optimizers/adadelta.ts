import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { type AdadeltaAverages, scaleByAdadelta } from "../transforms/scaleByAdadelta.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";

export interface AdadeltaOptions extends AdadeltaAverages {
  /** η > 0, a number or a schedule of the step. Default: 1. */
  readonly learningRate?: LearningRate;
}

/**
 * Adadelta: steps in the units of the parameters, by the ratio of moving averages of squared updates and squared gradients.
 *
 *   r ← ρr + (1−ρ)g²     u = √(s + ε) / √(r + ε) · g     s ← ρs + (1−ρ)u²     θ ← θ − ηu
 *
 * @throws OptimError `optim/out-of-range`
 * @see Zeiler, "ADADELTA: An Adaptive Learning Rate Method" (2012), algorithm 1, which has no η and ρ = 0.95. PyTorch and optax
 * default to ρ = 0.9, Keras to η = 0.001 and ε = 1e-7.
 * @example
 * const step = session.compile(trainStep(loss, adadelta({ learningRate: 0.35 })));
 */
export const adadelta = ({ learningRate = 1, ...averages }: AdadeltaOptions = {}): Optimizer =>
  chain(scaleByAdadelta(averages), scaleByLearningRate(learningRate));
