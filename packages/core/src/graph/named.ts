import type { Shape } from "../types/shape.js";
import type { Tensor } from "./tensor.js";

/**
 * The same tensor under a name that errors, printed graphs and reports use. Go on with the result, not with the argument.
 *
 * @example
 * const hidden = named("hidden", relu(matmul(x, weights)));
 */
export const named = <S extends Shape>(name: string, tensor: Tensor<S>): Tensor<S> =>
  Object.freeze({ ...tensor, name });
