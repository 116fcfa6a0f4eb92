import { neg } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";
import { smoothRamp } from "./softplus.js";

/**
 * The logarithm of the logistic function, exact where that would round to 0.
 *
 * @formula ln σ(x) = −ln(1 + e⁻ˣ)
 * @derivative σ(−x)
 * @peers Keras `log_sigmoid`, PyTorch `nn.LogSigmoid`, optax (JAX) `nn.log_sigmoid`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 3.10.
 * @example
 * const logProbability = logSigmoid(logit);
 */
export const logSigmoid: Layer<Same> = layer("logSigmoid", (x) => neg(smoothRamp(neg(x))));
