import type { Access, LoopKernel } from "./kernel.js";
import { expressionRewriter } from "./rewriteExpression.js";

/**
 * The same kernel over another index space.
 *
 * @param map an access over the old space as one over the new
 * @param axes the reduced dimensions of the new space, if any are
 */
export function mapSpace(
  kernel: LoopKernel,
  space: readonly number[],
  map: (access: Access) => Access,
  axes: readonly number[] = [],
): LoopKernel {
  const image = expressionRewriter((leaf) =>
    leaf.kind === "load" || leaf.kind === "position" ? { ...leaf, access: map(leaf.access) } : leaf,
  );
  const { product, reduction } = kernel;
  const moved = <T extends { readonly access: Access }>(part: T): T => ({ ...part, access: map(part.access) });
  return {
    kind: "loop",
    space,
    stores: kernel.stores.map((store) => ({ ...moved(store), value: image(store.value) })),
    ...(product && { product: { ...product, left: moved(product.left), right: moved(product.right) } }),
    ...(reduction && { reduction: { ...reduction, axes, value: image(reduction.value) } }),
  };
}
