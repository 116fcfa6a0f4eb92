import { type Initialiser, mul, randomNormal, randomUniform } from "@adjoint/core";
import { fans } from "./fans.js";

/**
 * Keeps the variance of sums at that of their inputs.
 *
 * @formula U(−a, a) with a = √(3 / fanIn)
 * @peers Keras `LecunUniform`, PyTorch —, optax (JAX) `lecun_uniform`
 * @see LeCun, Bottou, Orr & Müller, "Efficient backprop" (1998), equation 16.
 * @example
 * const layer = dense(64, { initial: lecunUniform });
 */
export const lecunUniform: Initialiser = (shape, key, dtype) => {
  const limit = Math.sqrt(3 / fans(shape).fanIn);
  return randomUniform(key, shape, { low: -limit, high: limit, dtype });
};

/**
 * LeCun's scale with normal numbers: what `selu` needs.
 *
 * @formula N(0, 1 / fanIn)
 * @peers Keras `LecunNormal` and optax (JAX) `lecun_normal` (both cut off at two standard deviations), PyTorch —
 * @see LeCun, Bottou, Orr & Müller, "Efficient backprop" (1998), equation 16.
 * @example
 * const network = sequential(dense(64, { initial: lecunNormal }), selu, dense(10));
 */
export const lecunNormal: Initialiser = (shape, key, dtype) =>
  mul(randomNormal(key, shape, { dtype }), Math.sqrt(1 / fans(shape).fanIn));
