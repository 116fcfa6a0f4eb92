import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { type RmsAverage, scaleByRms } from "../transforms/scaleByRms.js";
import { trace } from "../transforms/trace.js";
import type { Optimizer } from "../transforms/transform.js";

export interface RmspropOptions extends RmsAverage {
  /** η > 0, a number or a schedule of the step. Default: 1e-3. */
  readonly learningRate?: LearningRate;
  /** The share of the velocity that survives each step, α in [0, 1). Default: 0, no velocity. */
  readonly momentum?: number;
  /** With momentum, look one step ahead. Default: false. */
  readonly nesterov?: boolean;
}

/**
 * RMSprop: the gradient over the root of a moving average of its square.
 *
 *   v ← ρv + (1−ρ)g²     θ ← θ − η · g / √(v + ε)
 *
 * With momentum w ← αw − ηg/√(v + ε), θ ← θ + w; centred, v − m² takes the place of v, with m ← ρm + (1−ρ)g.
 *
 * @throws OptimError `optim/out-of-range`, `optim/unknown-choice`
 * @see Hinton, "Neural Networks for Machine Learning" (2012), lecture 6e; Goodfellow et al., algorithms 8.5 and 8.6. ε is inside of
 * the root, as in the book (1e-6), Keras (1e-7) and optax (1e-8); PyTorch adds it outside (1e-8) and defaults to ρ = 0.99 and
 * η = 0.01. The learning rate enters the velocity, as in the book and in Keras; PyTorch multiplies by it afterwards.
 * @example
 * const step = session.compile(trainStep(loss, rmsprop({ decay: 0.9, momentum: 0.9 })));
 */
export const rmsprop = ({
  learningRate = 1e-3,
  momentum = 0,
  nesterov = false,
  ...average
}: RmspropOptions = {}): Optimizer =>
  chain(
    scaleByRms(average),
    scaleByLearningRate(learningRate),
    ...(momentum === 0 ? [] : [trace({ decay: momentum, nesterov })]),
  );
