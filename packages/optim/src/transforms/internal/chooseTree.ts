import { select, type Tensor } from "@adjoint/core";
import type { Tree } from "../transform.js";

const isTensor = (tree: Tree): tree is Tensor => "primitive" in tree && "attributes" in tree;

/** One of two trees of the same form, tensor by tensor. */
export function chooseTree(condition: Tensor, yes: Tree, no: Tree): Tree {
  if (isTensor(yes)) return select(condition, yes, no as Tensor) as Tensor;
  if (Array.isArray(yes)) {
    return (yes as readonly Tree[]).map((branch, i) => chooseTree(condition, branch, (no as readonly Tree[])[i]!));
  }
  const [first, second] = [yes, no] as readonly Readonly<Record<string, Tree>>[];
  return Object.fromEntries(
    Object.entries(first!).map(([key, branch]) => [key, chooseTree(condition, branch, second![key]!)]),
  );
}
