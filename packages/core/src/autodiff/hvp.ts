import type { Tensor } from "../graph/tensor.js";
import { type Alike, gradients } from "./gradients.js";
import { jvp } from "./jvp.js";

/**
 * The Hessian of a scalar times a vector, H·v, forward over reverse: about the cost of two gradients, without forming H.
 *
 * @param output a float scalar
 * @param wrt the tensors to differentiate with respect to
 * @param vectors one for each of `wrt`, of its shape
 * @returns one for each of `wrt`, of its shape
 * @throws AdjointError `autodiff/not-scalar`, `autodiff/not-differentiable`, `autodiff/direction`
 * @see Pearlmutter, "Fast exact multiplication by the Hessian" (1994).
 * @example
 * const [curvature] = hvp(loss, [weights], [direction]);
 */
export const hvp = <const T extends readonly Tensor[]>(output: Tensor, wrt: T, vectors: Alike<T>): Alike<T> =>
  jvp(gradients(output, wrt), wrt, vectors) as unknown as Alike<T>;
