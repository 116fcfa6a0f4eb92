import { atan } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The inverse of the tangent, in (−π/2, π/2).
 *
 * @formula arctan x
 * @derivative 1/(1 + x²)
 * @peers Keras `ops.arctan`, PyTorch `atan`, optax (JAX) `arctan`
 * @see NIST Digital Library of Mathematical Functions, section 4.24.
 * @example
 * const hidden = arctan(matmul(x, weights));
 */
export const arctan: Layer<Same> = layer("arctan", (x) => atan(x));
