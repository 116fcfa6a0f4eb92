import { mul, type Tensor, tanh } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";
import { smoothRamp } from "./softplus.js";

/**
 * A smooth unit like `silu`, with a softer gate.
 *
 * @formula x · tanh(ln(1 + eˣ))
 * @derivative t + x·σ(x)(1 − t²) with t = tanh(ln(1 + eˣ))
 * @peers Keras `mish`, PyTorch `nn.Mish`, optax (JAX) `nn.mish`
 * @see Misra, "Mish: a self regularized non-monotonic activation function" (2020), equation 1.
 * @example
 * const hidden = mish(matmul(x, weights));
 */
export const mish: Layer<Same> = layer("mish", (x): Tensor => mul(x, tanh(smoothRamp(x))));
