import type { Access, Expression, LoopKernel } from "./kernel.js";

/** Replaces every access of a kernel. */
function mapAccesses(kernel: LoopKernel, map: (access: Access) => Access): Pick<LoopKernel, "stores" | "reduction"> {
  const images = new Map<Expression, Expression>();
  const image = (expression: Expression): Expression => {
    const known = images.get(expression);
    if (known !== undefined) return known;
    const replaced = replace(expression);
    images.set(expression, replaced);
    return replaced;
  };
  const replace = (expression: Expression): Expression => {
    if (expression.kind === "load" || expression.kind === "position")
      return { ...expression, access: map(expression.access) };
    if (expression.kind === "apply") return { ...expression, args: expression.args.map(image) };
    return expression;
  };
  const { reduction } = kernel;
  return {
    stores: kernel.stores.map(({ buffer, access, value }) => ({ buffer, access: map(access), value: image(value) })),
    ...(reduction === undefined ? {} : { reduction: { ...reduction, value: image(reduction.value) } }),
  };
}

/** Every access of a kernel's expressions and stores. */
export function accessesOf({ stores, reduction }: LoopKernel): readonly Access[] {
  const seen = new Set<Expression>();
  const accesses = stores.map(({ access }) => access);
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    if (expression.kind === "load" || expression.kind === "position") accesses.push(expression.access);
    if (expression.kind === "apply") expression.args.forEach(visit);
  };
  for (const { value } of stores) visit(value);
  if (reduction !== undefined) visit(reduction.value);
  return accesses;
}

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
