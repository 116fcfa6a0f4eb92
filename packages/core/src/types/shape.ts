import type { Add, Multiply } from "./arithmetic.js";

/** A size, or the name of one that is bound when a program first sees a feed. */
export type Dim = number | string;

/** The dimensions of a tensor, outermost first. `readonly []` is a scalar. */
export type Shape = readonly Dim[];

/** True when the rank of `S` is not known to the compiler: such a shape is checked at run time only. */
type IsDynamic<S extends Shape> = number extends S["length"] ? true : false;

/**
 * Makes an argument impossible when `Result` is a message instead of a shape, so that the message is what `tsc` prints:
 * `Type 'Tensor<readonly [76, 10]>' is not assignable to type '"matmul: inner dimensions 75 and 76 differ"'`.
 */
export type Valid<Result> = Result extends Shape ? unknown : Result;

/** The shape, or none when the type computation ended in a message (the argument has been refused already). */
export type Result<R> = R extends Shape ? R : never;

type Init<S extends Shape> = S extends readonly [...infer Rest extends Shape, Dim] ? Rest : never;
type Last<S extends Shape> = S extends readonly [...Shape, infer L extends Dim] ? L : never;

/** True when two dimensions can be the same: equal literals, or at least one is known at run time only. */
export type SameDim<A extends Dim, B extends Dim> = number extends A
  ? B extends number
    ? true
    : false
  : number extends B
    ? A extends number
      ? true
      : false
    : string extends A
      ? true
      : string extends B
        ? true
        : [A] extends [B]
          ? [B] extends [A]
            ? true
            : false
          : false;

type BroadcastDim<A extends Dim, B extends Dim> =
  SameDim<A, B> extends true
    ? number extends A
      ? B
      : A
    : A extends 1
      ? B
      : B extends 1
        ? A
        : number extends A
          ? B
          : number extends B
            ? A
            : never;

/** The shape of an elementwise operation, right-aligned as in NumPy, or a message that names the dimensions that clash. */
export type Broadcast<A extends Shape, B extends Shape> =
  IsDynamic<A> extends true
    ? Shape
    : IsDynamic<B> extends true
      ? Shape
      : A extends readonly []
        ? B
        : B extends readonly []
          ? A
          : Broadcast<Init<A>, Init<B>> extends infer Rest
            ? Rest extends Shape
              ? [BroadcastDim<Last<A>, Last<B>>] extends [never]
                ? `dimensions ${Last<A>} and ${Last<B>} do not broadcast`
                : readonly [...Rest, BroadcastDim<Last<A>, Last<B>>]
              : Rest
            : never;

/** The shape of a matrix product over the last two dimensions, or a message. Leading dimensions broadcast. */
export type Matmul<A extends Shape, B extends Shape> =
  IsDynamic<A> extends true
    ? Shape
    : IsDynamic<B> extends true
      ? Shape
      : A extends readonly [...infer BatchA extends Shape, infer M extends Dim, infer K extends Dim]
        ? B extends readonly [...infer BatchB extends Shape, infer L extends Dim, infer N extends Dim]
          ? SameDim<K, L> extends true
            ? Broadcast<BatchA, BatchB> extends infer Batch
              ? Batch extends Shape
                ? readonly [...Batch, M, N]
                : Batch
              : never
            : `matmul: inner dimensions ${K} and ${L} differ`
          : "matmul: the right operand needs at least two dimensions"
        : "matmul: the left operand needs at least two dimensions";

type LengthOf<S extends Shape> = S["length"];

/** Counts `Axis` from the end when it is negative: -1 of rank 3 is 2. */
type FromFront<Axis extends number, S extends Shape> = `${Axis}` extends `-${infer N extends number}`
  ? Behind<S, N>
  : Axis;
type Behind<S extends Shape, N extends number, Tail extends Shape = readonly []> = Tail["length"] extends N
  ? LengthOf<S>
  : S extends readonly [...infer Rest extends Shape, infer L extends Dim]
    ? Behind<Rest, N, readonly [L, ...Tail]>
    : never;

type AxesOf<S extends Shape, Axes extends readonly number[]> = { [I in keyof Axes]: FromFront<Axes[I], S> }[number];

type ReduceAlong<
  S extends Shape,
  Axis,
  Keep extends boolean,
  Done extends Shape = readonly [],
  Seen extends Shape = readonly [],
> = S extends readonly [infer Head extends Dim, ...infer Rest extends Shape]
  ? Seen["length"] extends Axis
    ? ReduceAlong<Rest, Axis, Keep, Keep extends true ? readonly [...Done, 1] : Done, readonly [...Seen, Head]>
    : ReduceAlong<Rest, Axis, Keep, readonly [...Done, Head], readonly [...Seen, Head]>
  : Done;

/** The shape that is left when `Axes` are reduced: dropped, or kept as 1. Without axes all are reduced. */
export type Reduce<S extends Shape, Axes extends readonly number[] | undefined, Keep extends boolean> = [
  Axes,
  Keep,
] extends [undefined, false]
  ? readonly []
  : IsDynamic<S> extends true
    ? Shape
    : Axes extends readonly number[]
      ? number extends Axes["length"]
        ? Shape
        : ReduceAlong<S, AxesOf<S, Axes>, Keep>
      : Keep extends true
        ? { readonly [I in keyof S]: 1 }
        : readonly [];

/** The shape with dimensions reordered: entry i of the result is dimension `Permutation[i]`. */
export type Permute<S extends Shape, Permutation extends readonly number[]> =
  IsDynamic<S> extends true
    ? Shape
    : number extends Permutation["length"]
      ? Shape
      : Permutation["length"] extends S["length"]
        ? { readonly [I in keyof Permutation]: S[Permutation[I]] extends infer D extends Dim ? D : never }
        : `transpose: ${Permutation["length"]} axes given for ${S["length"]} dimensions`;

/** The number of elements as far as sizes are known, and the names that multiply it. */
interface Extent<Size extends number = number, Names = unknown> {
  readonly size: Size;
  readonly names: Names;
}
type ExtentOf<S extends Shape, Size extends number = 1, Names = never> = S extends readonly [
  infer Head extends Dim,
  ...infer Rest extends Shape,
]
  ? Head extends number
    ? ExtentOf<Rest, Multiply<Size, Head>, Names>
    : ExtentOf<Rest, Size, Names | Head>
  : Extent<Size, Names>;

/** `To` when it holds as many elements as `From`, else a message. */
export type Reshape<From extends Shape, To extends Shape> =
  IsDynamic<From> extends true
    ? To
    : IsDynamic<To> extends true
      ? To
      : [ExtentOf<From>, ExtentOf<To>] extends [Extent<infer A, infer NamesA>, Extent<infer B, infer NamesB>]
        ? [NamesA, SameDim<A, B>] extends [NamesB, true]
          ? [NamesB] extends [NamesA]
            ? To
            : "reshape: a named dimension must stay a dimension of its own"
          : [NamesA] extends [NamesB]
            ? `reshape: ${A} elements do not fill ${B}`
            : "reshape: a named dimension must stay a dimension of its own"
        : never;

type AddDims<A extends Dim, B extends Dim> = A extends number ? (B extends number ? Add<A, B> : number) : number;

type ConcatPair<A extends Shape, B extends Shape, Axis, Done extends Shape = readonly []> = A extends readonly [
  infer X extends Dim,
  ...infer RestA extends Shape,
]
  ? B extends readonly [infer Y extends Dim, ...infer RestB extends Shape]
    ? Done["length"] extends Axis
      ? ConcatPair<RestA, RestB, Axis, readonly [...Done, AddDims<X, Y>]>
      : SameDim<X, Y> extends true
        ? ConcatPair<RestA, RestB, Axis, readonly [...Done, number extends X ? Y : X]>
        : `concat: dimensions ${X} and ${Y} differ`
    : "concat: the ranks differ"
  : B extends readonly []
    ? Done
    : "concat: the ranks differ";

/** The shape of tensors laid one after another along `Axis`, or a message that names the dimensions that differ. */
export type Concat<Shapes extends readonly Shape[], Axis extends number> = Shapes extends readonly [
  infer First extends Shape,
  infer Second extends Shape,
  ...infer Rest extends readonly Shape[],
]
  ? IsDynamic<First> extends true
    ? Shape
    : IsDynamic<Second> extends true
      ? Shape
      : ConcatPair<First, Second, FromFront<Axis, First>> extends infer Pair
        ? Pair extends Shape
          ? Concat<readonly [Pair, ...Rest], Axis>
          : Pair
        : never
  : Shapes extends readonly [infer Only extends Shape]
    ? Only
    : Shape;
