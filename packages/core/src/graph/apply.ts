import type { Primitive } from "./primitive.js";
import type { Attributes, Tensor } from "./tensor.js";

/** Appends a node: checks that the inputs fit and computes the result's shape and dtype. */
export function apply<A extends Attributes>(
  primitive: Primitive<A>,
  inputs: readonly Tensor[],
  attributes: A,
  name?: string,
): Tensor {
  const { shape, dtype } = primitive.signature(inputs, attributes);
  return Object.freeze({ primitive, inputs, attributes, shape, dtype, name });
}
