import { chain } from "../transforms/chain.js";
import { scaleByAdamax } from "../transforms/scaleByAdamax.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";
import type { AdamOptions } from "./adam.js";

/**
 * Adamax: Adam with a decaying maximum in place of the second moment.
 *
 *   m ← β₁m + (1−β₁)g     w ← max(β₂w, |g| + ε)     θ ← θ − η/(1−β₁ᵗ) · m/w
 *
 * @throws OptimError `optim/out-of-range`
 * @see Kingma & Ba, "Adam" (2015), algorithm 2. The paper has no ε; PyTorch and optax add it to |g| as here, Keras to w. The learning
 * rate defaults to the paper's 0.002, as in PyTorch; Keras has 0.001.
 * @example
 * const step = session.compile(trainStep(loss, adamax()));
 */
export const adamax = ({ learningRate = 2e-3, ...moments }: AdamOptions = {}): Optimizer =>
  chain(scaleByAdamax(moments), scaleByLearningRate(learningRate));
