import { greaterEqual, less, select } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The threshold of McCulloch and Pitts's neuron. It is not differentiable at 0 and flat elsewhere, so its derivative is zero:
 * nothing below it learns by gradients. NaN stays NaN.
 *
 * @formula 1 for x ≥ 0, else 0
 * @derivative 0; at the jump there is none
 * @peers Keras —, PyTorch `heaviside(x, 1)`, optax (JAX) `heaviside(x, 1)`
 * @see Haykin, "Neural Networks and Learning Machines" (2009), equation 8 of the introduction.
 * @example
 * const fires = step(matmul(x, weights));
 */
export const step: Layer<Same> = layer("step", (x) => select(greaterEqual(x, 0), 1, select(less(x, 0), 0, x)));
