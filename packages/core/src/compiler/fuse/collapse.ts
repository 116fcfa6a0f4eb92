import { type Access, expressionsIn, type Inner, type LoopKernel, valuesOf } from "./kernel.js";
import { mapSpace } from "./mapSpace.js";

/** Every access of a kernel's expressions, stores and operands. */
const accessesOf = ({ product, ...kernel }: LoopKernel): readonly Access[] => [
  ...kernel.stores.map(({ access }) => access),
  ...(product === undefined ? [] : [product.left.access, product.right.access]),
  ...expressionsIn(valuesOf(kernel)).flatMap((expression) =>
    expression.kind === "load" || expression.kind === "position" ? [expression.access] : [],
  ),
];

/** Inner dimensions that both operands walk through without a gap become one. */
function collapseInner(inner: readonly Inner[]): readonly Inner[] {
  const joined: Inner[] = [];
  for (const next of inner) {
    if (next.size === 1) continue;
    const before = joined.at(-1);
    const joins =
      before !== undefined && before.left === next.left * next.size && before.right === next.right * next.size;
    if (joins) joined[joined.length - 1] = { ...next, size: before.size * next.size };
    else joined.push(next);
  }
  return joined;
}

/**
 * The same kernel over fewer dimensions: those of size 1 are dropped, and neighbours that every access walks through without a
 * gap become one. At least one dimension is left; of a product, one of rows and that of the columns.
 *
 * @param rows dimensions are not joined across where the leading ones have this many elements, and one is left behind it
 */
export function collapse(kernel: LoopKernel, rows?: number): LoopKernel {
  const { space, reduction, product } = kernel;
  const isReduced = (axis: number) => reduction?.axes.includes(axis) ?? false;
  const columns = product === undefined ? undefined : space.length - 1;
  const accesses = accessesOf(kernel);
  const groups: number[][] = [];
  let before = 1;
  space.forEach((size, axis) => {
    if (axis === columns) return;
    if (size === 1) return;
    const group = before === rows ? undefined : groups.at(-1);
    before *= size;
    const last = group?.at(-1);
    const joins =
      last !== undefined &&
      isReduced(last) === isReduced(axis) &&
      accesses.every(({ strides }) => strides[last] === strides[axis]! * size);
    if (joins) group!.push(axis);
    else groups.push([axis]);
  });
  // A batch of single rows has no dimension of rows left, and the right operand moves along that of the batch.
  const innermost = groups.at(-1)?.at(-1);
  const isBatch = innermost !== undefined && product !== undefined && product.right.access.strides[innermost] !== 0;
  if (innermost === undefined || isBatch || (groups.length === 1 && rows !== undefined)) groups.push([]);
  if (columns !== undefined) groups.push([columns]);
  const map = ({ strides, offset }: Access): Access => ({
    strides: groups.map((group) => (group.length === 0 ? 0 : strides[group.at(-1)!]!)),
    offset,
  });
  const sizes = groups.map((group) => group.reduce((size, axis) => size * space[axis]!, 1));
  const axes = groups.flatMap((group, i) => (group.length > 0 && isReduced(group[0]!) ? [i] : []));
  const mapped = mapSpace(kernel, sizes, map, axes);
  return mapped.product === undefined
    ? mapped
    : { ...mapped, product: { ...mapped.product, inner: collapseInner(mapped.product.inner) } };
}
