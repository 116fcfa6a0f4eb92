import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { add } from "../primitives/binary.js";
import { isFloat } from "../primitives/internal/dtypes.js";
import { zerosLike } from "../primitives/zerosLike.js";
import { dependents } from "./internal/dependents.js";
import { requireFloats } from "./internal/requireFloats.js";

/**
 * Reverse mode: the cotangents of `wrt` from those of `outputs`, x̄ = Jᵀȳ, as a graph that reuses the nodes of the forward
 * one. A tensor that the outputs do not depend on receives zeros.
 *
 * @param outputs floats, any shapes
 * @param wrt the tensors to differentiate with respect to, leaves or not; floats
 * @param cotangents one for each output, of its shape and dtype
 * @returns one for each of `wrt`, of its shape
 * @throws AdjointError `autodiff/not-differentiable`, `autodiff/direction`
 * @see Griewank & Walther, "Evaluating Derivatives" (2008), chapter 3.
 * @example
 * const [xBar] = vjp([matmul(x, weights)], [x], [cotangent]);
 */
export function vjp(
  outputs: readonly Tensor[],
  wrt: readonly Tensor[],
  cotangents: readonly Tensor[],
): readonly Tensor[] {
  requireFloats(outputs, cotangents);
  requireFloats(wrt, wrt);
  const nodes = tape(outputs);
  const active = dependents(nodes, wrt);
  const accumulated = new Map<Tensor, Tensor>();
  const accumulate = (node: Tensor, cotangent: Tensor) => {
    const sum = accumulated.get(node);
    accumulated.set(node, sum === undefined ? cotangent : add(sum, cotangent));
  };
  outputs.forEach((output, i) => {
    if (active.has(output)) accumulate(output, cotangents[i]!);
  });
  for (const node of nodes.toReversed()) {
    const cotangent = accumulated.get(node);
    if (cotangent === undefined) continue;
    const { primitive, inputs, attributes } = node;
    if (!inputs.some((input) => active.has(input))) continue;
    primitive.vjp({ cotangent, inputs, output: node, attributes }).forEach((share, i) => {
      const input = inputs[i]!;
      if (share !== undefined && active.has(input) && isFloat(input.dtype)) accumulate(input, share);
    });
  }
  return wrt.map((tensor) => accumulated.get(tensor) ?? zerosLike(tensor));
}
