import { chain } from "../transforms/chain.js";
import { scaleByAmsgrad } from "../transforms/scaleByAmsgrad.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";
import type { AdamOptions } from "./adam.js";

/**
 * AMSGrad: Adam over the largest second moment so far, so that no element's rate grows again.
 *
 *   w ← max(w, v)     θ ← θ − η · m̂ / (√ŵ + ε), with m̂ and v as in Adam and ŵ = w/(1−β₂ᵗ)
 *
 * @throws OptimError `optim/out-of-range`
 * @see Reddi, Kale & Kumar, "On the Convergence of Adam and Beyond" (2018), algorithm 2, which corrects no bias. The maximum is of
 * uncorrected moments, as in PyTorch's and Keras' `amsgrad`; optax corrects them before.
 * @example
 * const step = session.compile(trainStep(loss, amsgrad({ learningRate: 3e-4 })));
 */
export const amsgrad = ({ learningRate = 1e-3, ...moments }: AdamOptions = {}): Optimizer =>
  chain(scaleByAmsgrad(moments), scaleByLearningRate(learningRate));
