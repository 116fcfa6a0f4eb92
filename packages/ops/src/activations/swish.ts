import { mul, sigmoid, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * Another name of `silu`.
 *
 * @formula x · σ(x)
 * @derivative σ(x)(1 + x(1 − σ(x)))
 * @peers Keras `swish`, PyTorch `nn.SiLU`, optax (JAX) `nn.swish`
 * @see Ramachandran, Zoph & Le, "Searching for activation functions" (2017), with β = 1.
 * @example
 * const hidden = swish(matmul(x, weights));
 */
export const swish: Layer<Same> = layer("swish", (x): Tensor => mul(x, sigmoid(x)));
