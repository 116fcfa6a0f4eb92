import { expm1, greater, mul, select, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";
import { negativePart } from "./internal/negativePart.js";

/** The two numbers for which mean 0 and variance 1 are a fixed point: Klambauer et al., equation 14. */
const alpha = 1.6732632423543772;
const scale = 1.0507009873554805;

/**
 * The scaled exponential linear unit, through which activations keep mean 0 and variance 1. Initialise with `lecunNormal`.
 *
 * @formula λx for x > 0, else λα(eˣ − 1), with λ = 1.0507… and α = 1.6732…
 * @derivative λ for x > 0, else λαeˣ
 * @peers Keras `selu`, PyTorch `nn.SELU`, optax (JAX) `nn.selu`
 * @see Klambauer, Unterthiner, Mayr & Hochreiter, "Self-normalizing neural networks" (2017), equations 2 and 14.
 * @example
 * const network = sequential(dense(64, { initial: lecunNormal }), selu, dense(10));
 */
export const selu: Layer<Same> = layer("selu", (x): Tensor => {
  const below: Tensor = mul(expm1(negativePart(x)), alpha);
  return mul(select(greater(x, 0), x, below) as Tensor, scale);
});
