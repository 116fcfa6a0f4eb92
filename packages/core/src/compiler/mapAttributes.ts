import { apply } from "../graph/apply.js";
import type { Attribute, Attributes, Tensor } from "../graph/tensor.js";

/** The node with each attribute replaced, or `undefined` when none changes: what `rewrite` expects. */
export function mapAttributes(
  node: Tensor,
  inputs: readonly Tensor[],
  map: (value: Attribute, key: string) => Attribute,
): Tensor | undefined {
  const entries = Object.entries(node.attributes).map(([key, value]) => [key, map(value, key)] as const);
  if (entries.every(([key, value]) => value === node.attributes[key])) return undefined;
  return apply(node.primitive, inputs, Object.fromEntries(entries) as Attributes, node.name);
}
