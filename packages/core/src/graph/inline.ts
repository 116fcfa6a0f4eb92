import { rewrite } from "./rewrite.js";
import type { Graph, Tensor } from "./tensor.js";

/** The outputs of a graph with `values` in place of its inputs: the same nodes, so that derivatives by them find them. */
export function inline(graph: Graph, values: readonly Tensor[]): readonly Tensor[] {
  const images = new Map(graph.inputs.map((input, i) => [input, values[i]]));
  return rewrite(graph.outputs, (node) => images.get(node), { keepNames: false });
}
