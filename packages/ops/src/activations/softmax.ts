import { customGradient, div, exp, max, mul, stopGradient, sub, sum, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/** The exponentials of each row after its largest element was subtracted, divided by their sum. */
export const softmaxRows = customGradient({
  name: "softmax",
  value: (x: Tensor): Tensor => {
    const powers: Tensor = exp(sub(x, stopGradient(max(x, { axes: [-1], keepDims: true })) as Tensor));
    return div(powers, sum(powers, { axes: [-1], keepDims: true }) as Tensor);
  },
  vjp: ({ cotangent, output }) => {
    const inner: Tensor = sum(mul(cotangent, output), { axes: [-1], keepDims: true });
    return [mul(output, sub(cotangent, inner))];
  },
});

/**
 * Softmax over the last dimension: rows that are positive and sum to one, without overflow.
 *
 * @formula y = eˣ / Σ eˣ
 * @derivative x̄ = y ∘ (ȳ − Σ ȳ ∘ y)
 * @peers Keras `softmax`, PyTorch `nn.Softmax`, optax (JAX) `nn.softmax`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), equation 6.29.
 * @example
 * const probabilities = softmax(logits);
 */
export const softmax: Layer<Same> = layer("softmax", (x) => softmaxRows(x));
