import { add, div, minimum, sqrt } from "@adjoint/core";
import { type LearningRate, scheduleOf } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { clipByRms } from "../transforms/clipByRms.js";
import { type FactoredRmsOptions, scaleByFactoredRms } from "../transforms/scaleByFactoredRms.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { scaleByParameterRms } from "../transforms/scaleByParameterRms.js";
import type { Optimizer } from "../transforms/transform.js";

export interface AdafactorOptions extends FactoredRmsOptions {
  /** The largest relative step η > 0, a number or a schedule of the step. Default: 0.01. */
  readonly learningRate?: LearningRate;
  /** The largest root mean square of an update before it is scaled, > 0. Default: 1. */
  readonly clip?: number;
  /** The root mean square that a smaller parameter is taken to have, > 0. Default: 1e-3. */
  readonly leastScale?: number;
}

/**
 * Adafactor: steps relative to the size of each parameter, with second moments that for a matrix take n + m numbers, not n·m.
 *
 *   u = g / √v̂, clipped to a root mean square of d     θ ← θ − max(ε₂, rms(θ)) · min(η, 1/√t) · u
 *
 * with v̂ = r·c / mean(r), r and c the moving means of g² over columns and rows, of decay 1 − t^−0.8.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Shazeer & Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost" (2018), algorithms 4 to 6. v̂ is kept from
 * falling below ε₁, as PyTorch's is below ε₁²; the paper, Keras and optax add ε₁ to g².
 * @example
 * const step = session.compile(trainStep(loss, adafactor()));
 */
export function adafactor({
  learningRate = 0.01,
  clip = 1,
  leastScale = 1e-3,
  ...average
}: AdafactorOptions = {}): Optimizer {
  const largest = scheduleOf(learningRate);
  return chain(
    scaleByFactoredRms(average),
    clipByRms(clip),
    scaleByParameterRms(leastScale),
    scaleByLearningRate((step) => minimum(largest(step), div(1, sqrt(add(step, 1))))),
  );
}
