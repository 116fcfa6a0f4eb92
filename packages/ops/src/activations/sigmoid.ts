import { sigmoid as primitive } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The logistic function σ(x) = 1/(1 + e⁻ˣ), in (0, 1). Derivative: σ(x)(1 − σ(x)).
 *
 * @example
 * const probability = sigmoid(logit);
 */
export const sigmoid: Layer<Same> = layer("sigmoid", (x) => primitive(x));
