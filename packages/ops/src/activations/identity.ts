import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * x itself, with derivative 1: the activation of a linear layer.
 *
 * @example
 * const linear = sequential(dense(1), identity);
 */
export const identity: Layer<Same> = layer("identity", (x) => x);
