import { rewrite } from "../graph/rewrite.js";
import type { Attribute, Tensor } from "../graph/tensor.js";
import type { Dim } from "../types/shape.js";
import { mapAttributes } from "./mapAttributes.js";

/** The size of every named dimension. */
export type Sizes = ReadonlyMap<string, number>;

/** Puts sizes in place of the names of dimensions: the same graph for one size of batch. */
export function bind(outputs: readonly Tensor[], sizes: Sizes): readonly Tensor[] {
  const bound = (dim: Dim): Dim => (typeof dim === "string" ? (sizes.get(dim) ?? dim) : dim);
  const map = (value: Attribute): Attribute =>
    Array.isArray(value) && value.some((dim) => typeof dim === "string") ? value.map(bound) : value;
  return rewrite(outputs, (node, inputs) => mapAttributes(node, inputs, map));
}
