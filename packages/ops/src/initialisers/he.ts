import { type Initialiser, mul, randomNormal, randomUniform } from "@adjoint/core";
import { fans } from "./fans.js";

/**
 * Keeps the variance of activations through ReLU layers.
 *
 * @formula U(−a, a) with a = √(6 / fanIn)
 * @peers Keras `HeUniform`, PyTorch `nn.init.kaiming_uniform_`, optax (JAX) `he_uniform`
 * @see He, Zhang, Ren & Sun, "Delving deep into rectifiers" (2015), equation 10.
 * @example
 * const layer = dense(64, { initial: heUniform });
 */
export const heUniform: Initialiser = (shape, key, dtype) => {
  const limit = Math.sqrt(6 / fans(shape).fanIn);
  return randomUniform(key, shape, { low: -limit, high: limit, dtype });
};

/**
 * He's scale with normal numbers.
 *
 * @formula N(0, 2 / fanIn)
 * @peers Keras `HeNormal` and optax (JAX) `he_normal` (both cut off at two standard deviations), PyTorch
 *   `nn.init.kaiming_normal_`
 * @see He, Zhang, Ren & Sun, "Delving deep into rectifiers" (2015), equation 10.
 * @example
 * const layer = dense(64, { initial: heNormal });
 */
export const heNormal: Initialiser = (shape, key, dtype) =>
  mul(randomNormal(key, shape, { dtype }), Math.sqrt(2 / fans(shape).fanIn));
