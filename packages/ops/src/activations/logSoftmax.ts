import { customGradient, exp, log, max, mul, stopGradient, sub, sum, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * (x − max x) − ln Σ eˣ⁻ᵐᵃˣ ˣ for each row. The largest x is never added back, so that no digits are lost to its size: f32
 * logits of 10⁴ are 10⁻³ apart, their differences are not.
 */
export const logProbabilities = (x: Tensor): Tensor => {
  const shifted: Tensor = sub(x, stopGradient(max(x, { axes: [-1], keepDims: true })) as Tensor);
  return sub(shifted, log(sum(exp(shifted), { axes: [-1], keepDims: true })) as Tensor);
};

const logSoftmaxRows = customGradient({
  name: "logSoftmax",
  value: logProbabilities,
  vjp: ({ cotangent, output }) => {
    const total: Tensor = sum(cotangent, { axes: [-1], keepDims: true });
    return [sub(cotangent, mul(exp(output), total) as Tensor)];
  },
});

/**
 * The logarithm of softmax over the last dimension, exact where softmax itself would round to 0.
 *
 * @formula x − ln Σ eˣ
 * @derivative x̄ = ȳ − softmax(x) · Σ ȳ
 * @peers Keras `log_softmax`, PyTorch `nn.LogSoftmax`, optax (JAX) `nn.log_softmax`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.2.2.3.
 * @example
 * const logProbabilities = logSoftmax(logits);
 */
export const logSoftmax: Layer<Same> = layer("logSoftmax", (x) => logSoftmaxRows(x));
