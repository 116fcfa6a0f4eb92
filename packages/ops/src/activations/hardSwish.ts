import { mul, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";
import { hardLogistic } from "./internal/hardLogistic.js";

/**
 * Swish with the hard logistic function in place of the smooth one.
 *
 * @formula x · hardSigmoid(x)
 * @derivative 0 for x ≤ −3, 1 for x ≥ 3, between them (2x + 3)/6
 * @peers Keras `hard_swish`, PyTorch `nn.Hardswish`, optax (JAX) `nn.hard_swish`
 * @see Howard et al., "Searching for MobileNetV3" (2019), section 5.2.
 * @example
 * const hidden = hardSwish(matmul(x, weights));
 */
export const hardSwish: Layer<Same> = layer("hardSwish", (x): Tensor => mul(x, hardLogistic(x)));
