import { abs, add, customGradient, exp, greater, log1p, mul, neg, select, sigmoid, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/** Written as max(x, 0) + ln(1 + e^−|x|), which overflows for no x. */
export const smoothRamp = customGradient({
  name: "softplus",
  value: (x: Tensor): Tensor => add(select(greater(x, 0), x, 0), log1p(exp(neg(abs(x))))),
  vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, sigmoid(x))],
});

/**
 * A smooth ramp, without overflow for large x.
 *
 * @formula ln(1 + eˣ)
 * @derivative σ(x)
 * @peers Keras `softplus`, PyTorch `nn.Softplus`, optax (JAX) `nn.softplus`
 * @see Dugas, Bengio, Bélisle, Nadeau & Garcia, "Incorporating second-order functional knowledge for better option pricing"
 *   (2001), equation 4.
 * @example
 * const rate = softplus(matmul(x, weights));
 */
export const softplus: Layer<Same> = layer("softplus", (x) => smoothRamp(x));
