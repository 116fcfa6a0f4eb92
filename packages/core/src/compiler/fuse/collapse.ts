import { type Access, expressionsIn, type LoopKernel, valuesOf } from "./kernel.js";
import { expressionRewriter } from "./rewriteExpression.js";

/** Replaces every access of a kernel. */
function mapAccesses(kernel: LoopKernel, map: (access: Access) => Access): Pick<LoopKernel, "stores" | "reduction"> {
  const image = expressionRewriter((leaf) =>
    leaf.kind === "load" || leaf.kind === "position" ? { ...leaf, access: map(leaf.access) } : leaf,
  );
  const { reduction } = kernel;
  return {
    stores: kernel.stores.map(({ buffer, access, value }) => ({ buffer, access: map(access), value: image(value) })),
    ...(reduction === undefined ? {} : { reduction: { ...reduction, value: image(reduction.value) } }),
  };
}

/** Every access of a kernel's expressions and stores. */
const accessesOf = (kernel: LoopKernel): readonly Access[] => [
  ...kernel.stores.map(({ access }) => access),
  ...expressionsIn(valuesOf(kernel)).flatMap((expression) =>
    expression.kind === "load" || expression.kind === "position" ? [expression.access] : [],
  ),
];

/**
 * The same kernel over fewer dimensions: those of size 1 are dropped, and neighbours that every access walks through without a
 * gap become one. At least one dimension is left.
 */
export function collapse(kernel: LoopKernel): LoopKernel {
  const { space, reduction } = kernel;
  const isReduced = (axis: number) => reduction?.axes.includes(axis) ?? false;
  const accesses = accessesOf(kernel);
  const groups: number[][] = [];
  space.forEach((size, axis) => {
    if (size === 1) return;
    const group = groups.at(-1);
    const before = group?.at(-1);
    const joins =
      before !== undefined &&
      isReduced(before) === isReduced(axis) &&
      accesses.every(({ strides }) => strides[before] === strides[axis]! * size);
    if (joins) group!.push(axis);
    else groups.push([axis]);
  });
  if (groups.length === 0) groups.push([]);
  const map = ({ strides, offset }: Access): Access => ({
    strides: groups.map((group) => (group.length === 0 ? 0 : strides[group.at(-1)!]!)),
    offset,
  });
  const mapped = mapAccesses(kernel, map);
  const sizes = groups.map((group) => group.reduce((size, axis) => size * space[axis]!, 1));
  if (mapped.reduction === undefined) return { kind: "loop", space: sizes, stores: mapped.stores };
  const axes = groups.flatMap((group, i) => (group.length > 0 && isReduced(group[0]!) ? [i] : []));
  return { kind: "loop", space: sizes, stores: mapped.stores, reduction: { ...mapped.reduction, axes } };
}
