import { type Initialiser, mul, randomNormal, randomUniform } from "@adjoint/core";
import { fans } from "./fans.js";

/**
 * Keeps the variance of activations and of cotangents alike through tanh layers.
 *
 * @formula U(−a, a) with a = √(6 / (fanIn + fanOut))
 * @peers Keras `GlorotUniform`, PyTorch `nn.init.xavier_uniform_`, optax (JAX) `glorot_uniform`
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
 * Glorot's scale with normal numbers.
 *
 * @formula N(0, 2 / (fanIn + fanOut))
 * @peers Keras `GlorotNormal` and optax (JAX) `glorot_normal` (both cut off at two standard deviations), PyTorch
 *   `nn.init.xavier_normal_`
 * @see Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 12.
 * @example
 * const layer = dense(10, { initial: glorotNormal });
 */
export const glorotNormal: Initialiser = (shape, key, dtype) => {
  const { fanIn, fanOut } = fans(shape);
  return mul(randomNormal(key, shape, { dtype }), Math.sqrt(2 / (fanIn + fanOut)));
};
