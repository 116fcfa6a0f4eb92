import { type Layer, layer, type Same } from "../layers/layer.js";
import { ramp } from "./internal/ramp.js";

/**
 * The rectified linear unit, cut off at 6. NaN stays NaN.
 *
 * @formula min(max(x, 0), 6)
 * @derivative 1 for 0 < x < 6, else 0, also at the kinks
 * @peers Keras `relu6`, PyTorch `nn.ReLU6`, optax (JAX) `nn.relu6`
 * @see Krizhevsky, "Convolutional deep belief networks on CIFAR-10" (2010), section 2.
 * @example
 * const hidden = relu6(matmul(x, weights));
 */
export const relu6: Layer<Same> = layer("relu6", (x) => ramp(x, 0, 6));
