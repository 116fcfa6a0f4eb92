import { collapse } from "../../compiler/fuse/collapse.js";
import {
  type Access,
  type Buffer,
  denseAccess,
  type Expression,
  expressionsIn,
  isInjectiveAlong,
  type LoopKernel,
  type Reduction,
  valuesOf,
} from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import { createAccumulator } from "./accumulator.js";
import { createBody } from "./assembler.js";
import { emitAffine, emitCounted, emitRange } from "./control.js";
import { emitExpression } from "./emitExpression.js";
import { emitStore, storeVector } from "./emitStore.js";
import { type Addresses, type EmittedKernel, first, last, tileParameters } from "./emittedKernel.js";
import type { Library } from "./library.js";
import type { Site, Width } from "./site.js";

/** Two lanes when anything is in double precision. */
export function widthOf(kernel: LoopKernel): Width {
  const dtypes = [
    ...expressionsIn(valuesOf(kernel)).map(({ dtype }) => dtype),
    ...kernel.stores.map(({ buffer }) => buffer.dtype),
  ];
  return dtypes.includes("f64") || kernel.reduction?.into.dtype === "f64" ? 2 : 4;
}

/** How often each expression is used as an argument or stored. */
export function usesOf(kernel: LoopKernel, expressions: readonly Expression[]): ReadonlyMap<Expression, number> {
  const uses = new Map<Expression, number>();
  const use = (expression: Expression) => uses.set(expression, (uses.get(expression) ?? 0) + 1);
  for (const expression of expressions) if (expression.kind === "apply") expression.args.forEach(use);
  valuesOf(kernel).forEach(use);
  return uses;
}

/** The order of the loops: kept dimensions, then reduced ones. */
function nestingOf(
  space: readonly number[],
  reduction: Reduction | undefined,
): { order: readonly number[]; kept: number } {
  const axes = reduction?.axes ?? [];
  const kept = space.flatMap((_, d) => (axes.includes(d) ? [] : [d]));
  return { order: [...kept, ...axes], kept: kept.length };
}

/** Elements of a tile when the outermost loop is along vectors: whole cache lines, so that threads do not share any. */
const grain = 256;

/**
 * The code of an elementwise or reducing kernel: a nest of loops, vectors along the last dimension of the space. What does not
 * change in an inner loop is computed before it. The outermost kept loop is divided into tiles.
 *
 * @param rows the number of tiles, if it must be that of the leading dimensions together
 */
export function emitLoop(original: LoopKernel, addresses: Addresses, library: Library, rows?: number): EmittedKernel {
  const kernel = collapse(original, rows);
  const { space, stores, reduction } = kernel;
  const body = createBody(tileParameters);
  const width = widthOf(kernel);
  const { order, kept } = nestingOf(space, reduction);
  const depthOf = new Map(order.map((dimension, depth) => [dimension, depth + 1]));
  const indices = space.map(() => body.local("i32"));
  const vectorDimension = space.length - 1;
  const expressions = expressionsIn(valuesOf(kernel));
  const uses = usesOf(kernel, expressions);

  // The loop, counted from outside, in which an expression first changes; 0: in none.
  const levels = new Map<Expression, number>();
  const levelOfAccess = ({ strides }: Access) =>
    Math.max(0, ...strides.map((stride, d) => (stride === 0 ? 0 : depthOf.get(d)!)));
  for (const expression of expressions) {
    if (expression.kind === "load" || expression.kind === "position")
      levels.set(expression, levelOfAccess(expression.access));
    else if (expression.kind === "apply")
      levels.set(expression, Math.max(0, ...expression.args.map((arg) => levels.get(arg)!)));
    else levels.set(expression, 0);
  }
  const innermost = order.length;
  const outermost = order[0]!;
  const apart = stores.every(({ access }) => isInjectiveAlong(outermost, access, space));
  const tiles =
    kept === 0 || !apart ? 1 : outermost === vectorDimension ? Math.ceil(space[outermost]! / grain) : space[outermost]!;
  const hoisted = (level: number) =>
    expressions.filter((expression) => {
      if (levels.get(expression) !== level || level === innermost) return false;
      const isRoot = stores.some(({ value }) => value === expression) || reduction?.value === expression;
      return (
        isRoot ||
        expressions.some((user) => user.kind === "apply" && levels.get(user)! > level && user.args.includes(expression))
      );
    });

  // Partial addresses: the part of Σ index · stride that the loops entered so far decide, for every pattern of byte strides.
  const pointers = new Map<string, number>();
  const inNest = (strides: readonly number[]) => order.map((d) => strides[d]!);
  const patterns = patternsOf(kernel, space).map(inNest);
  const keyOf = (nested: readonly number[], depth: number) => {
    const known = nested.slice(0, depth);
    return known.slice(0, known.findLastIndex((stride) => stride !== 0) + 1).join();
  };
  const advancePointers = (depth: number) => {
    const done = new Set<string>();
    for (const nested of patterns) {
      const key = keyOf(nested, depth);
      const stride = nested[depth - 1]!;
      if (stride === 0 || done.has(key)) continue;
      done.add(key);
      const before = pointers.get(keyOf(nested, depth - 1));
      if (before !== undefined) body.get(before);
      body.get(indices[order[depth - 1]!]!);
      body.i32(stride);
      body.op("i32.mul");
      if (before !== undefined) body.op("i32.add");
      const local = pointers.get(key) ?? body.local("i32");
      pointers.set(key, local);
      body.set(local);
    }
  };

  const known = new Map<Expression, number>();
  const scopes: Expression[][] = [];
  const remember = (expression: Expression, local: number) => {
    known.set(expression, local);
    scopes.at(-1)!.push(expression);
  };
  const siteWith = (lanes: number): Site => ({
    body,
    library,
    width,
    lanes,
    address: (buffer, access) => {
      const bytes = bytesOf[buffer.dtype];
      const nested = inNest(access.strides.map((stride) => stride * bytes));
      const pointer = pointers.get(keyOf(nested, innermost));
      const constant = addresses(buffer) + access.offset * bytes;
      if (pointer === undefined) body.i32(0);
      else body.get(pointer);
      if (nested.every((stride) => stride >= 0)) return constant;
      body.i32(constant);
      body.op("i32.add");
      return 0;
    },
    position: ({ strides, offset }) => emitAffine(body, indices, strides, offset),
    product: () => {
      throw new Error("a loop has no product");
    },
    known: (expression) => known.get(expression),
    keep: (expression) => {
      if ((uses.get(expression) ?? 0) < 2 || expression.kind === "constant") return undefined;
      const local = body.local("v128");
      remember(expression, local);
      return local;
    },
  });

  const accumulator = reduction === undefined ? undefined : createAccumulator(body, reduction, width);
  const nest = (depth: number, lanes: number): void => {
    scopes.push([]);
    if (depth > 0) advancePointers(depth);
    for (const expression of hoisted(depth)) {
      if (known.has(expression)) continue;
      const local = body.local("v128");
      emitExpression(siteWith(lanes), expression);
      body.set(local);
      remember(expression, local);
    }
    if (depth === kept) accumulator?.start();
    if (depth < innermost) enter(depth, lanes);
    else innermostBody(lanes);
    if (depth === kept && accumulator !== undefined) finish(lanes);
    for (const expression of scopes.pop()!) known.delete(expression);
  };
  const enter = (depth: number, lanes: number): void => {
    const dimension = order[depth]!;
    const size = space[dimension]!;
    const index = indices[dimension]!;
    if (depth === 0 && tiles > 1) return divided(dimension, lanes);
    if (dimension !== vectorDimension) return emitCounted(body, index, size, 1, () => nest(depth + 1, lanes));
    const whole = size - (size % width);
    emitCounted(body, index, whole, width, () => nest(depth + 1, width));
    if (size === whole) return;
    body.i32(whole);
    body.set(index);
    nest(depth + 1, size - whole);
  };
  const divided = (dimension: number, lanes: number): void => {
    const size = space[dimension]!;
    const index = indices[dimension]!;
    if (dimension !== vectorDimension) {
      return emitRange(body, index, { start: () => body.get(first), end: () => body.get(last) }, 1, () =>
        nest(1, lanes),
      );
    }
    const whole = size - (size % width);
    const boundary = (tile: number) => {
      body.get(tile);
      body.i32(grain);
      body.op("i32.mul");
    };
    const end = () => {
      body.i32(whole);
      boundary(last);
      body.get(last);
      body.i32(tiles);
      body.op("i32.eq");
      body.select();
    };
    emitRange(body, index, { start: () => boundary(first), end }, width, () => nest(1, width));
    if (size === whole) return;
    body.get(last);
    body.i32(tiles);
    body.op("i32.eq");
    body.if(() => {
      body.i32(whole);
      body.set(index);
      nest(1, size - whole);
    });
  };
  const innermostBody = (lanes: number): void => {
    const site = siteWith(lanes);
    for (const store of stores) emitStore(site, store);
    if (accumulator === undefined || reduction === undefined) return;
    emitExpression(site, reduction.value);
    accumulator.add(reduction.axes.includes(vectorDimension) ? lanes : width);
  };
  const finish = (lanes: number): void => {
    const { axes, into } = reduction!;
    const across = axes.includes(vectorDimension);
    const vector = accumulator!.finish(across);
    const access = keptAccess(space, axes);
    storeVector(siteWith(across ? 1 : lanes), vector, into, access);
  };
  nest(0, width);
  const points = space.reduce((product, size) => product * size, 1);
  return { body, tiles, work: (points * (expressions.length + stores.length)) / width };
}

/** Dense over the dimensions that a reduction keeps. */
function keptAccess(space: readonly number[], axes: readonly number[]): Access {
  const { strides } = denseAccess(space.map((size, d) => (axes.includes(d) ? 1 : size)));
  return { strides: strides.map((stride, d) => (axes.includes(d) ? 0 : stride)), offset: 0 };
}

/** The byte strides of everything that a kernel reads or writes, once each. */
function patternsOf(kernel: LoopKernel, space: readonly number[]): readonly (readonly number[])[] {
  const found = new Map<string, readonly number[]>();
  const enter = (access: Access, buffer: Buffer) => {
    const strides = access.strides.map((stride) => stride * bytesOf[buffer.dtype]);
    found.set(strides.join(), strides);
  };
  for (const expression of expressionsIn(valuesOf(kernel)))
    if (expression.kind === "load") enter(expression.access, expression.buffer);
  for (const { access, buffer } of kernel.stores) enter(access, buffer);
  if (kernel.reduction !== undefined) enter(keptAccess(space, kernel.reduction.axes), kernel.reduction.into);
  return [...found.values()];
}
