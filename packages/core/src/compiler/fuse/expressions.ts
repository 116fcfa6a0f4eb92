import { is } from "../../graph/is.js";
import type { Tensor } from "../../graph/tensor.js";
import { constantPrimitive } from "../../primitives/constant.js";
import { stridesOf } from "../../primitives/internal/strides.js";
import { iotaPrimitive } from "../../primitives/iota.js";
import { randomBitsPrimitive } from "../../primitives/randomBits.js";
import type { Access, Buffer, Expression } from "./kernel.js";
import { flatten, throughView, type View } from "./view.js";

/** What expressions are built from: the buffer of each tensor that has one. */
export type BufferOf = (tensor: Tensor) => Buffer | undefined;

const keyOf = (access: Access): string => `${access.offset}:${access.strides.join()}`;

/**
 * Builds the expressions of one kernel. The same tensor under the same view is the same object, so that it is computed once.
 *
 * @param rank the number of dimensions of the kernel's space
 */
export function expressionBuilder(bufferOf: BufferOf, rank: number): (tensor: Tensor, view: View) => Expression {
  const identities = new Map<Tensor, number>();
  const known = new Map<string, Expression>();

  const load = (buffer: Buffer, access: Access): Expression => ({ kind: "load", buffer, access, dtype: buffer.dtype });

  const build = (node: Tensor, view: View): Expression => {
    const buffer = bufferOf(node);
    const dense = () => flatten(view, stridesOf(node.shape as readonly number[]), rank);
    if (buffer !== undefined) return load(buffer, dense());
    return compute(node, view, dense);
  };

  const compute = (node: Tensor, view: View, dense: () => Access): Expression => {
    if (is(node, constantPrimitive))
      return { kind: "constant", value: node.attributes.value.data[0]!, dtype: node.dtype };
    if (is(node, iotaPrimitive)) return { kind: "position", access: view[0]!, dtype: node.dtype };
    if (is(node, randomBitsPrimitive)) {
      const key = bufferOf(node.inputs[0]!)!;
      const still = new Array<number>(rank).fill(0);
      const words = [0, 1].map((offset) => load(key, { strides: still, offset }));
      return {
        kind: "apply",
        node,
        args: [...words, { kind: "position", access: dense(), dtype: "i32" }],
        dtype: "i32",
      };
    }
    const inner = throughView(node, view, rank);
    if (inner !== undefined) return expressionOf(node.inputs[0]!, inner);
    return { kind: "apply", node, args: node.inputs.map((input) => expressionOf(input, view)), dtype: node.dtype };
  };

  const memoised = (node: Tensor, view: View, make: () => Expression, kind: string): Expression => {
    const identity = identities.get(node) ?? identities.size;
    identities.set(node, identity);
    const key = `${kind}${identity}/${view.map(keyOf).join("/")}`;
    const expression = known.get(key) ?? make();
    known.set(key, expression);
    return expression;
  };

  const expressionOf = (node: Tensor, view: View): Expression => memoised(node, view, () => build(node, view), "");
  return expressionOf;
}

/** The expression of a tensor itself, also when it has a buffer: that of the kernel that fills it. */
export function definition(bufferOf: BufferOf, tensor: Tensor, view: View): Expression {
  const own: BufferOf = (other) => (other === tensor ? undefined : bufferOf(other));
  return expressionBuilder(own, view.length)(tensor, view);
}
