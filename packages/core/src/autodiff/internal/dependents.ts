import type { Tensor } from "../../graph/tensor.js";

/** The nodes of a tape that are among `sources` or computed from them. */
export function dependents(nodes: readonly Tensor[], sources: readonly Tensor[]): ReadonlySet<Tensor> {
  const found = new Set(sources);
  for (const node of nodes) {
    if (node.inputs.some((input) => found.has(input))) found.add(node);
  }
  return found;
}
