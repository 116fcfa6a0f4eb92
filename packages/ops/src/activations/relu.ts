import { lessEqual, select } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The rectified linear unit. NaN stays NaN.
 *
 * @formula max(x, 0)
 * @derivative 1 for x > 0, else 0, also at the kink
 * @peers Keras `relu`, PyTorch `nn.ReLU`, optax (JAX) `nn.relu`
 * @see Nair & Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).
 * @example
 * const hidden = relu(matmul(x, weights));
 */
export const relu: Layer<Same> = layer("relu", (x) => select(lessEqual(x, 0), 0, x));
