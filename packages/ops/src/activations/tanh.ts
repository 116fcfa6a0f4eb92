import { tanh as primitive } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The hyperbolic tangent, in (−1, 1).
 *
 * @formula tanh x
 * @derivative 1 − tanh²x
 * @peers Keras `tanh`, PyTorch `nn.Tanh`, optax (JAX) `nn.tanh`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.3.2.
 * @example
 * const hidden = tanh(matmul(x, weights));
 */
export const tanh: Layer<Same> = layer("tanh", (x) => primitive(x));
