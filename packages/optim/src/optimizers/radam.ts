import { chain } from "../transforms/chain.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { scaleByRadam } from "../transforms/scaleByRadam.js";
import type { Optimizer } from "../transforms/transform.js";
import type { AdamOptions } from "./adam.js";

/**
 * RAdam: Adam whose first steps are not adaptive, and whose later ones are rectified by the variance of the adaptive rate. It needs no
 * warm-up.
 *
 *   θ ← θ − η·r·m̂·√(1−β₂ᵗ)/(√v + ε) where ρ > 5, else θ ← θ − ηm̂
 *
 *   ρ∞ = 2/(1−β₂) − 1     ρ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ)     r = √((ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ))
 *
 * @throws OptimError `optim/out-of-range`
 * @see Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond" (2020), algorithm 2. ε is added before the correction
 * and the threshold is 5, as in the authors' code and in PyTorch; optax adds ε after it. Keras has no RAdam.
 * @example
 * const step = session.compile(trainStep(loss, radam()));
 */
export const radam = ({ learningRate = 1e-3, ...moments }: AdamOptions = {}): Optimizer =>
  chain(scaleByRadam(moments), scaleByLearningRate(learningRate));
