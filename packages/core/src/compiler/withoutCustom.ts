import { customPrimitive } from "../autodiff/customGradient.js";
import { is } from "../graph/is.js";
import { rewrite } from "../graph/rewrite.js";
import type { Tensor } from "../graph/tensor.js";

/** Drops the derivatives that `customGradient` attached: once a graph is only computed, they are the identity. */
export const withoutCustom = (outputs: readonly Tensor[]): readonly Tensor[] =>
  rewrite(outputs, (node, inputs) => (is(node, customPrimitive) ? inputs[0] : undefined));
