import { inline } from "../graph/inline.js";
import type { Graph, Tensor } from "../graph/tensor.js";
import { input } from "../primitives/input.js";
import type { Shape } from "../types/shape.js";
import { gradients } from "./gradients.js";

/** A scalar function of tensors, the first of which it is differentiated by. */
type ScalarFunction<S extends Shape, Rest extends Tensor[]> = (x: Tensor<S>, ...rest: Rest) => Tensor;

/** Traces `f` on placeholders, so that only its own argument counts, wherever else the same node is used. */
function differentiate(f: (...args: Tensor[]) => Tensor, args: readonly Tensor[]): readonly Tensor[] {
  const inputs = args.map((argument, i) => input(`argument ${i}`, argument.shape, argument.dtype));
  const value = f(...inputs);
  const graph: Graph = { inputs, outputs: [value, ...gradients(value, [inputs[0]!])] };
  return inline(graph, args);
}

/**
 * The derivative of a scalar function by its first argument, as a function of the same arguments. It composes:
 * `grad(grad(f))` is the second derivative of a function of one number.
 *
 * @param f tensors to a float scalar
 * @throws AdjointError `autodiff/not-scalar` or `autodiff/not-differentiable`, when the result is called
 * @example
 * const secondDerivative = grad(grad((x: Tensor<readonly []>) => mul(x, exp(x))));
 */
export const grad =
  <S extends Shape, Rest extends Tensor[]>(f: ScalarFunction<S, Rest>): ((x: Tensor<S>, ...rest: Rest) => Tensor<S>) =>
  (...args) =>
    differentiate(f as (...args: Tensor[]) => Tensor, args)[1] as Tensor<S>;

/**
 * A scalar function together with its derivative by its first argument, sharing all they have in common.
 *
 * @param f tensors to a float scalar
 * @returns a function of the same arguments, whose result is [value, gradient]
 * @throws AdjointError `autodiff/not-scalar` or `autodiff/not-differentiable`, when the result is called
 * @example
 * const [loss, weightsBar] = valueAndGrad((weights) => squaredError(matmul(x, weights), y))(weights);
 */
export const valueAndGrad =
  <S extends Shape, Rest extends Tensor[]>(
    f: ScalarFunction<S, Rest>,
  ): ((x: Tensor<S>, ...rest: Rest) => readonly [value: Tensor<readonly []>, gradient: Tensor<S>]) =>
  (...args) =>
    differentiate(f as (...args: Tensor[]) => Tensor, args) as readonly [Tensor<readonly []>, Tensor<S>];
