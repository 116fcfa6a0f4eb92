import { type Initialiser, mul, randomNormal, randomUniform } from "@adjoint/core";
import { fans } from "./fans.js";

/**
 * Uniform in ±√(6 / (fanIn + fanOut)), which keeps the variance of activations and of cotangents alike through tanh layers.
 *
 * @see Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 16.
 * @example
 * const layer = dense(10, { initial: glorotUniform });
 */
export const glorotUniform: Initialiser = (shape, key, dtype) => {
  const { fanIn, fanOut } = fans(shape);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return randomUniform(key, shape, { low: -limit, high: limit, dtype });
};

/**
 * Normal with variance 2 / (fanIn + fanOut).
 *
 * @see Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 12.
 * @example
 * const layer = dense(10, { initial: glorotNormal });
 */
export const glorotNormal: Initialiser = (shape, key, dtype) => {
  const { fanIn, fanOut } = fans(shape);
  return mul(randomNormal(key, shape, { dtype }), Math.sqrt(2 / (fanIn + fanOut)));
};
