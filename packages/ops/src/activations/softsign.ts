import { abs, add, customGradient, div, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/** The composed derivative would be a difference of nearly equal numbers for large x. */
const squash = customGradient({
  name: "softsign",
  value: (x: Tensor): Tensor => div(x, add(abs(x), 1) as Tensor),
  vjp: ({ cotangent, inputs: [x] }) => {
    const width: Tensor = add(abs(x), 1);
    return [div(div(cotangent, width) as Tensor, width)];
  },
});

/**
 * A sigmoid that saturates slowly, in (−1, 1).
 *
 * @formula x/(1 + |x|)
 * @derivative 1/(1 + |x|)²
 * @peers Keras `softsign`, PyTorch `nn.Softsign`, optax (JAX) `nn.soft_sign`
 * @see Bergstra, Desjardins, Lamblin & Bengio, "Quadratic polynomials learn better image features" (2009).
 * @example
 * const hidden = softsign(matmul(x, weights));
 */
export const softsign: Layer<Same> = layer("softsign", (x) => squash(x));
