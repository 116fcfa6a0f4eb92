import { sigmoid as primitive } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The logistic function, in (0, 1).
 *
 * @formula σ(x) = 1/(1 + e⁻ˣ)
 * @derivative σ(x)(1 − σ(x))
 * @peers Keras `sigmoid`, PyTorch `nn.Sigmoid`, optax (JAX) `nn.sigmoid`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 3.10.
 * @example
 * const probability = sigmoid(logit);
 */
export const sigmoid: Layer<Same> = layer("sigmoid", (x) => primitive(x));
