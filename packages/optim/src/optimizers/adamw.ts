import { chain } from "../transforms/chain.js";
import { decayWeights } from "../transforms/decayWeights.js";
import type { Names } from "../transforms/names.js";
import { scaleByAdam } from "../transforms/scaleByAdam.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";
import type { AdamOptions } from "./adam.js";

export interface AdamwOptions extends AdamOptions {
  /** λ ≥ 0, multiplied by the learning rate. Default: 0.01. */
  readonly weightDecay?: number;
  /** Which parameters decay, such as `"*weights"`. Default: all. */
  readonly decayed?: Names;
}

/**
 * AdamW: Adam with weight decay beside the adaptive step instead of in the gradient.
 *
 *   θ ← θ − η · (m̂ / (√v̂ + ε) + λθ), with m̂ and v̂ as in Adam
 *
 * @throws OptimError `optim/out-of-range`, and when it is used `optim/no-match`
 * @see Loshchilov & Hutter, "Decoupled Weight Decay Regularization" (2019), algorithm 2. The decay is multiplied by η, as in PyTorch
 * (λ = 0.01), Keras (0.004) and optax (1e-4), not only by the schedule's multiplier as in the paper.
 * @example
 * const step = session.compile(trainStep(loss, adamw({ weightDecay: 0.05, decayed: "*weights" })));
 */
export const adamw = ({ learningRate = 1e-3, weightDecay = 0.01, decayed, ...moments }: AdamwOptions = {}): Optimizer =>
  chain(scaleByAdam(moments), decayWeights(weightDecay, decayed), scaleByLearningRate(learningRate));
