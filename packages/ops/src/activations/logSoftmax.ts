import { customGradient, exp, mul, reshape, type Shape, sub, sum, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";
import { logSumExp } from "../math/logSumExp.js";

const logSoftmaxRows = customGradient({
  name: "logSoftmax",
  value: (x: Tensor): Tensor => {
    const normaliser: Tensor = logSumExp(x);
    return sub(x, reshape(normaliser, [...normaliser.shape, 1] as Shape) as Tensor);
  },
  vjp: ({ cotangent, output }) => {
    const total: Tensor = sum(cotangent, { axes: [-1], keepDims: true });
    return [sub(cotangent, mul(exp(output), total) as Tensor)];
  },
});

/**
 * The logarithm of softmax over the last dimension, x − ln Σ eˣ, exact where softmax itself would round to 0.
 * x̄ = ȳ − softmax(x) · Σ ȳ.
 *
 * @example
 * const logProbabilities = logSoftmax(logits);
 */
export const logSoftmax: Layer<Same> = layer("logSoftmax", (x) => logSoftmaxRows(x));
