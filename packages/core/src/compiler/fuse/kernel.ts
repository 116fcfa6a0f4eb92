import type { Tensor } from "../../graph/tensor.js";
import type { DType } from "../../types/dtype.js";
import type { TensorValue } from "../../types/tensorValue.js";

/** Where the elements of a materialised tensor live. */
export interface Buffer {
  readonly dtype: DType;
  /** Number of elements. */
  readonly size: number;
  /** A temporary of the program, a variable of the session, a fed input, or numbers known at compile time. */
  readonly home:
    | { readonly kind: "temporary" }
    | { readonly kind: "variable"; readonly name: string }
    | { readonly kind: "input"; readonly name: string }
    | { readonly kind: "constant"; readonly value: TensorValue };
  /** The tensor it holds, for listings. */
  readonly tensor: Tensor;
}

/** Which element belongs to a position of the kernel's index space: offset + Σ strides[d] · index[d], in elements. */
export interface Access {
  readonly strides: readonly number[];
  readonly offset: number;
}

/** What a kernel computes at one position. Shared sub-expressions are shared objects. */
export type Expression =
  | { readonly kind: "load"; readonly buffer: Buffer; readonly access: Access; readonly dtype: DType }
  | { readonly kind: "constant"; readonly value: number; readonly dtype: DType }
  | { readonly kind: "position"; readonly access: Access; readonly dtype: DType }
  | { readonly kind: "apply"; readonly node: Tensor; readonly args: readonly Expression[]; readonly dtype: DType }
  | { readonly kind: "product"; readonly dtype: DType };

export interface Store {
  readonly buffer: Buffer;
  readonly access: Access;
  readonly value: Expression;
}

/** An operand of a product: where its first element is at each position of the space, before any inner dimension. */
export interface Operand {
  readonly buffer: Buffer;
  readonly access: Access;
}

/** A dimension that a product sums over, and how far each operand goes from one of its indices to the next, in elements. */
export interface Inner {
  readonly size: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Σ left · right over the inner dimensions. The last dimension of the space is that of the columns, along which the left operand
 * stands still; along the one before, that of the rows, the right one does.
 */
export interface Product {
  readonly left: Operand;
  readonly right: Operand;
  readonly inner: readonly Inner[];
}

/** Accumulates an expression over some dimensions of the space. */
export interface Reduction {
  readonly operation: "sum" | "max" | "min";
  readonly axes: readonly number[];
  readonly value: Expression;
  /** Dense over the dimensions that are kept. */
  readonly into: Buffer;
}

/**
 * One pass over an index space. Elementwise kernels only store; a reduction accumulates as well; a product computes a matrix
 * product whose every element (`product`) feeds the stores: its epilogue.
 */
export interface LoopKernel {
  readonly kind: "loop";
  readonly space: readonly number[];
  readonly stores: readonly Store[];
  readonly reduction?: Reduction;
  readonly product?: Product;
}

/**
 * Loops over the same number of rows, their first dimension, that hand each other rows: they are run slice by slice, all of them
 * on one slice of rows and then on the next.
 */
export interface ChainKernel {
  readonly kind: "chain";
  readonly rows: number;
  /** How many rows are in a slice. */
  readonly slice: number;
  readonly links: readonly LoopKernel[];
}

/** Rows moved by index: `gather` reads rows where the indices say, `scatterAdd` adds rows there. */
export interface RowsKernel {
  readonly kind: "gather" | "scatterAdd";
  readonly source: Buffer;
  readonly indices: Buffer;
  readonly target: Buffer;
  /** Rows of the indexed tensor, and elements per row. */
  readonly rows: number;
  readonly row: number;
}

/** The position of the largest element along an axis: [outer, size, inner] to [outer, inner]. */
export interface ArgmaxKernel {
  readonly kind: "argmax";
  readonly source: Buffer;
  readonly target: Buffer;
  readonly outer: number;
  readonly size: number;
  readonly inner: number;
}

/** Fails the run, before any variable is written, when a scalar is not finite. */
export interface CheckKernel {
  readonly kind: "check";
  readonly source: Buffer;
  /** Its place among the routine's `requireFinite`. */
  readonly index: number;
}

/** Copies a buffer of the same size and dtype, or fills one with zeros when there is no source. */
export interface CopyKernel {
  readonly kind: "copy";
  readonly source: Buffer | undefined;
  readonly target: Buffer;
}

export type Kernel = LoopKernel | ChainKernel | RowsKernel | ArgmaxKernel | CheckKernel | CopyKernel;

/** Kernels in order, and where the outputs are afterwards. */
export interface Schedule {
  readonly kernels: readonly Kernel[];
  readonly outputs: readonly Buffer[];
  /** Every buffer that some kernel or output uses, once. */
  readonly buffers: readonly Buffer[];
}

/** Row-major over a space. */
export function denseAccess(space: readonly number[]): Access {
  const strides: number[] = new Array(space.length).fill(0);
  let stride = 1;
  for (let d = space.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= space[d]!;
  }
  return { strides, offset: 0 };
}

/** Do two accesses reach the same element at every position of the space? Dimensions of size 1 do not matter. */
export const sameAccess = (a: Access, b: Access, space: readonly number[]): boolean =>
  a.offset === b.offset && space.every((size, d) => size === 1 || a.strides[d] === b.strides[d]);

/** Do different indices along a dimension always lead to different elements? */
export function isInjectiveAlong(dimension: number, { strides }: Access, space: readonly number[]): boolean {
  const others = strides.reduce(
    (sum, stride, d) => sum + (d === dimension ? 0 : Math.abs(stride) * (space[d]! - 1)),
    0,
  );
  return Math.abs(strides[dimension]!) > others || space[dimension] === 1;
}

/** What a kernel computes at each position: the values it stores, and what it accumulates. */
export const valuesOf = ({ stores, reduction }: LoopKernel): readonly Expression[] => [
  ...stores.map(({ value }) => value),
  ...(reduction === undefined ? [] : [reduction.value]),
];

/** Expressions and all that they are made of, once for each object: arguments before the expressions that use them. */
export function expressionsIn(roots: readonly Expression[]): readonly Expression[] {
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    if (expression.kind === "apply") expression.args.forEach(visit);
    seen.add(expression);
  };
  roots.forEach(visit);
  return [...seen];
}

/** Every load of an expression, once for each object. */
export const loadsOf = (roots: readonly Expression[]): readonly (Expression & { readonly kind: "load" })[] =>
  expressionsIn(roots).filter((expression) => expression.kind === "load");

/** Kernels never change, so what is asked of one again and again is found once. */
export function remembered<K extends Kernel, T>(find: (kernel: K) => T): (kernel: K) => T {
  const found = new WeakMap<K, T>();
  return (kernel) => {
    const known = found.get(kernel);
    if (known !== undefined) return known;
    const value = find(kernel);
    found.set(kernel, value);
    return value;
  };
}

/** The buffers that a kernel reads, each once. */
export const reads: (kernel: Kernel) => readonly Buffer[] = remembered((kernel: Kernel): readonly Buffer[] => {
  switch (kernel.kind) {
    case "loop": {
      const matrices = kernel.product ? [kernel.product.left.buffer, kernel.product.right.buffer] : [];
      return [...new Set([...loadsOf(valuesOf(kernel)).map(({ buffer }) => buffer), ...matrices])];
    }
    case "chain":
      return [...new Set(kernel.links.flatMap(reads))];
    case "gather":
    case "scatterAdd":
      return [kernel.source, kernel.indices];
    case "copy":
      return kernel.source === undefined ? [] : [kernel.source];
    default:
      return [kernel.source];
  }
});

/** The buffers that a kernel writes, each once. */
export const writes: (kernel: Kernel) => readonly Buffer[] = remembered((kernel: Kernel): readonly Buffer[] => {
  switch (kernel.kind) {
    case "loop": {
      const stored = kernel.stores.map(({ buffer }) => buffer);
      return [...new Set(kernel.reduction === undefined ? stored : [...stored, kernel.reduction.into])];
    }
    case "chain":
      return [...new Set(kernel.links.flatMap(writes))];
    case "check":
      return [];
    default:
      return [kernel.target];
  }
});
