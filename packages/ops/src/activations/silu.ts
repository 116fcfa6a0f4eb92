import { mul, sigmoid, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The sigmoid linear unit, also called swish.
 *
 * @formula x · σ(x)
 * @derivative σ(x)(1 + x(1 − σ(x)))
 * @peers Keras `silu`, PyTorch `nn.SiLU`, optax (JAX) `nn.silu`
 * @see Elfwing, Uchibe & Doya, "Sigmoid-weighted linear units for neural network function approximation in reinforcement
 *   learning" (2018), equation 5.
 * @example
 * const hidden = silu(matmul(x, weights));
 */
export const silu: Layer<Same> = layer("silu", (x): Tensor => mul(x, sigmoid(x)));
