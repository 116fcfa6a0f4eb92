import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { add } from "../primitives/binary.js";
import { isFloat } from "../primitives/internal/dtypes.js";
import { sumOfTerms } from "../primitives/internal/sumOfTerms.js";
import { zerosLike } from "../primitives/zerosLike.js";
import { requireFloats } from "./internal/requireFloats.js";

/**
 * Forward mode: the tangents of `outputs` from those of `wrt`, ẏ = Jẋ, as a graph that reuses the nodes of the original.
 * An output that does not depend on `wrt` receives zeros. A tensor of `wrt` that depends on another moves by both tangents.
 *
 * @param outputs floats, any shapes
 * @param wrt the tensors that move; floats
 * @param tangents one for each of `wrt`, of its shape and dtype
 * @returns one for each output, of its shape
 * @throws AdjointError `autodiff/not-differentiable`, `autodiff/direction`
 * @see Griewank & Walther, "Evaluating Derivatives" (2008), chapter 3.
 * @example
 * const [speed] = jvp([position], [time], [constant(1)]);
 */
export function jvp(
  outputs: readonly Tensor[],
  wrt: readonly Tensor[],
  tangents: readonly Tensor[],
): readonly Tensor[] {
  requireFloats(wrt, tangents);
  requireFloats(outputs, outputs);
  const moving = new Map<Tensor, Tensor>();
  wrt.forEach((tensor, i) => {
    // A tensor that is listed twice moves by both tangents, as its cotangent answers for both places.
    moving.set(tensor, sumOfTerms([moving.get(tensor), tangents[i]])!);
  });
  for (const node of tape(outputs)) {
    if (!isFloat(node.dtype)) continue;
    const { primitive, inputs, attributes } = node;
    const incoming = inputs.map((input) => moving.get(input));
    if (incoming.every((tangent) => tangent === undefined)) continue;
    const tangent = primitive.jvp({ tangents: incoming, inputs, output: node, attributes });
    const own = moving.get(node);
    if (tangent !== undefined) moving.set(node, own === undefined ? tangent : add(own, tangent));
  }
  return outputs.map((output) => moving.get(output) ?? zerosLike(output));
}
