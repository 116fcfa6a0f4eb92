import { type Layer, layer, type Same } from "../layers/layer.js";
import { hardLogistic } from "./internal/hardLogistic.js";

/**
 * The logistic function's shape in three straight pieces. NaN stays NaN.
 *
 * @formula (x + 3)/6, cut off at 0 and 1
 * @derivative 1/6 for −3 < x < 3, else 0, also at the kinks
 * @peers Keras `hard_sigmoid`, PyTorch `nn.Hardsigmoid`, optax (JAX) `nn.hard_sigmoid`
 * @see Howard et al., "Searching for MobileNetV3" (2019), section 5.2.
 * @example
 * const gate = hardSigmoid(logit);
 */
export const hardSigmoid: Layer<Same> = layer("hardSigmoid", (x) => hardLogistic(x));
