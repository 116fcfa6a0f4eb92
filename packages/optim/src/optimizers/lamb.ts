import { chain } from "../transforms/chain.js";
import { decayWeights } from "../transforms/decayWeights.js";
import { scaleByAdam } from "../transforms/scaleByAdam.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { scaleByTrustRatio } from "../transforms/scaleByTrustRatio.js";
import type { Optimizer } from "../transforms/transform.js";
import type { AdamwOptions } from "./adamw.js";

/**
 * LAMB: AdamW's step, made as long as the parameter that it changes, for very large batches.
 *
 *   u = m̂ / (√v̂ + ε) + λθ     θ ← θ − η · ‖θ‖/‖u‖ · u, with m̂ and v̂ as in Adam
 *
 * @param options.epsilon default: 1e-6
 * @throws OptimError `optim/out-of-range`, and when it is used `optim/no-match`
 * @see You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes" (2020), algorithm 2, with φ(z) = z. The
 * ratio is 1 where either norm is 0, as in Keras and optax, which default to λ = 0. PyTorch has no LAMB.
 * @example
 * const step = session.compile(trainStep(loss, lamb({ learningRate: 2e-3 })));
 */
export const lamb = ({
  learningRate = 1e-3,
  weightDecay = 0.01,
  decayed,
  epsilon = 1e-6,
  ...betas
}: AdamwOptions = {}): Optimizer =>
  chain(
    scaleByAdam({ ...betas, epsilon }),
    decayWeights(weightDecay, decayed),
    scaleByTrustRatio(),
    scaleByLearningRate(learningRate),
  );
