import { chain } from "../transforms/chain.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import { trace } from "../transforms/trace.js";
import type { Optimizer } from "../transforms/transform.js";
import type { MomentumOptions } from "./momentum.js";

/**
 * Nesterov's momentum: v ← αv − ηg, θ ← θ + αv − ηg. These are the book's iterates at the point it looks ahead to, so that the
 * gradient is taken at the parameters themselves; Keras and PyTorch do the same.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), algorithm 8.3; Sutskever, Martens, Dahl & Hinton, "On the
 * importance of initialization and momentum in deep learning" (2013).
 * @example
 * const step = session.compile(trainStep(loss, nesterov({ learningRate: 0.01, decay: 0.9 })));
 */
export const nesterov = ({ learningRate = 0.01, decay = 0.9 }: MomentumOptions = {}): Optimizer =>
  chain(scaleByLearningRate(learningRate), trace({ decay, nesterov: true }));
