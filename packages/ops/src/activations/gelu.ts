import { add, erf, mul, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * The Gaussian error linear unit: x times the probability that a standard normal number is below it. In f32 its tail below −3
 * is right to 10⁻⁷, not to 10⁻⁷ of itself, as in PyTorch: 1 + erf cancels there.
 *
 * @formula x·Φ(x) = ½x(1 + erf(x/√2))
 * @derivative Φ(x) + x·φ(x), φ being the normal density
 * @peers Keras `gelu` (not approximate), PyTorch `nn.GELU`, optax (JAX) `nn.gelu(approximate=False)`
 * @see Hendrycks & Gimpel, "Gaussian error linear units" (2016), section 2.
 * @example
 * const hidden = gelu(matmul(x, weights));
 */
export const gelu: Layer<Same> = layer("gelu", (x): Tensor => {
  const doubled: Tensor = add(erf(mul(x, Math.SQRT1_2) as Tensor), 1);
  return mul(mul(x, 0.5) as Tensor, doubled);
});
