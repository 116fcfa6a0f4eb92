import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * x itself: the activation of a linear layer.
 *
 * @formula x
 * @derivative 1
 * @peers Keras `linear`, PyTorch `nn.Identity`, optax (JAX) `nn.identity`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.2.2.1.
 * @example
 * const linear = sequential(dense(1), identity);
 */
export const identity: Layer<Same> = layer("identity", (x) => x);
