import { add, mul, sigmoid, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The Gaussian error linear unit, its distribution function approximated by a tanh: within 5·10⁻⁴ of `gelu`. Computed as
 * x·σ(2u), which is the same and keeps its digits where 1 + tanh u would cancel.
 *
 * @formula ½x(1 + tanh u) with u = √(2/π)(x + 0.044715x³)
 * @derivative ½(1 + tanh u) + ½x(1 − tanh²u)·√(2/π)(1 + 0.134145x²)
 * @peers Keras `gelu` (approximate), PyTorch `nn.GELU("tanh")`, optax (JAX) `nn.gelu`
 * @see Hendrycks & Gimpel, "Gaussian error linear units" (2016), section 2.
 * @example
 * const hidden = geluTanh(matmul(x, weights));
 */
export const geluTanh: Layer<Same> = layer("geluTanh", (x): Tensor => {
  const square: Tensor = mul(x, x);
  const slope: Tensor = mul(add(mul(square, 0.044715) as Tensor, 1) as Tensor, 2 * Math.sqrt(2 / Math.PI));
  return mul(x, sigmoid(mul(x, slope) as Tensor));
});
