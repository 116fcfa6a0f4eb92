import { tanh as primitive } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The hyperbolic tangent, in (−1, 1). Derivative: 1 − tanh²x.
 *
 * @example
 * const hidden = tanh(matmul(x, weights));
 */
export const tanh: Layer<Same> = layer("tanh", (x) => primitive(x));
