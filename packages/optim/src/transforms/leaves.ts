import type { Tensor } from "@adjoint/core";
import type { Tree } from "./transform.js";

const isTensor = (tree: Tree): tree is Tensor => "primitive" in tree && "attributes" in tree;

/** The tensors of a tree, in the order in which it was built. */
export const leaves = (tree: Tree): readonly Tensor[] =>
  isTensor(tree) ? [tree] : Object.values<Tree>(tree).flatMap(leaves);
