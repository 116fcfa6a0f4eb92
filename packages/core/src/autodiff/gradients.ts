import { AdjointError } from "../errors/adjointError.js";
import type { Tensor } from "../graph/tensor.js";
import { constant } from "../primitives/constant.js";
import { vjp } from "./vjp.js";

/** Tensors of the same shapes as the given ones. */
export type Alike<T extends readonly Tensor[]> = {
  readonly [I in keyof T]: T[I] extends Tensor<infer S> ? Tensor<S> : never;
};

/**
 * The gradients of a scalar with respect to nodes of its graph, as graph: differentiate the result again if you like.
 *
 * @param output a float scalar
 * @param wrt the tensors to differentiate with respect to, leaves or not
 * @returns one tensor for each of `wrt`, of its shape; zeros where `output` does not depend on it
 * @throws AdjointError `autodiff/not-scalar`, `autodiff/not-differentiable`
 * @example
 * const [weightsBar, biasBar] = gradients(loss, [weights, bias]);
 */
export function gradients<const T extends readonly Tensor[]>(output: Tensor, wrt: T): Alike<T> {
  if (output.shape.length > 0) throw new AdjointError("autodiff/not-scalar", { tensor: output });
  return vjp([output], wrt, [constant(1, { dtype: output.dtype })]) as unknown as Alike<T>;
}
