import type { Primitive } from "./primitive.js";
import type { Attributes, Tensor } from "./tensor.js";

/** Is `tensor` a node of this primitive? Then its attributes are known too. */
export const is = <A extends Attributes>(
  tensor: Tensor,
  primitive: Primitive<A>,
): tensor is Tensor & { readonly attributes: A } => tensor.primitive === primitive;
