import { type Initialiser, mul, randomNormal, randomUniform } from "@adjoint/core";
import { fans } from "./fans.js";

/**
 * Uniform in ±√(6 / fanIn), which keeps the variance of activations through ReLU layers.
 *
 * @see He, Zhang, Ren & Sun, "Delving deep into rectifiers" (2015), equation 10.
 * @example
 * const layer = dense(64, { initial: heUniform });
 */
export const heUniform: Initialiser = (shape, key, dtype) => {
  const limit = Math.sqrt(6 / fans(shape).fanIn);
  return randomUniform(key, shape, { low: -limit, high: limit, dtype });
};

/**
 * Normal with variance 2 / fanIn.
 *
 * @see He, Zhang, Ren & Sun, "Delving deep into rectifiers" (2015), equation 10.
 * @example
 * const layer = dense(64, { initial: heNormal });
 */
export const heNormal: Initialiser = (shape, key, dtype) =>
  mul(randomNormal(key, shape, { dtype }), Math.sqrt(2 / fans(shape).fanIn));
