import type { Tensor } from "@adjoint/core";
import type { Tree } from "./transform.js";

const isTensor = (tree: Tree): tree is Tensor => "primitive" in tree && "attributes" in tree;

/**
 * The tensors of a tree: lists in their order, records by the names of their keys, so that a state and the next one match
 * however each was written down.
 */
export const leaves = (tree: Tree): readonly Tensor[] => {
  if (isTensor(tree)) return [tree];
  if (Array.isArray(tree)) return tree.flatMap(leaves);
  return Object.entries<Tree>(tree as Readonly<Record<string, Tree>>)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, branch]) => leaves(branch));
};
