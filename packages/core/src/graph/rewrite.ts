import { apply } from "./apply.js";
import { named } from "./named.js";
import { tape } from "./tape.js";
import type { Tensor } from "./tensor.js";

/**
 * Copies a graph bottom-up. `replace` sees each node with its inputs already rewritten and answers with the node that stands
 * for it, or with `undefined` to keep it. Nodes whose inputs did not change keep their identity. A nameless replacement takes
 * the node's name, as a copy of its own, unless `keepNames` is false: then it stands in as the very node it is.
 */
export function rewrite(
  outputs: readonly Tensor[],
  replace: (node: Tensor, inputs: readonly Tensor[]) => Tensor | undefined,
  { keepNames = true }: { readonly keepNames?: boolean } = {},
): readonly Tensor[] {
  const images = new Map<Tensor, Tensor>();
  const image = (node: Tensor) => images.get(node) as Tensor;
  for (const node of tape(outputs)) {
    const inputs = node.inputs.map(image);
    const replacement = replace(node, inputs);
    if (replacement !== undefined) {
      const keepsName = keepNames && node.name !== undefined && replacement.name === undefined;
      images.set(node, keepsName ? named(node.name, replacement) : replacement);
    } else if (inputs.every((input, i) => input === node.inputs[i])) images.set(node, node);
    else images.set(node, apply(node.primitive, inputs, node.attributes, node.name));
  }
  return outputs.map(image);
}
