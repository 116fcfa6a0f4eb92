import type { DType } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { Attributes, Tensor } from "./tensor.js";

/** The shape and element type of a node. */
export interface Signature {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** What a reverse rule is given: the node (`output`), and the cotangent of its value. */
export interface Pullback<A extends Attributes> {
  readonly cotangent: Tensor;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly attributes: A;
}

/** What a forward rule is given: the tangent of each input, `undefined` where it is zero. */
export interface Pushforward<A extends Attributes> {
  readonly tangents: readonly (Tensor | undefined)[];
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly attributes: A;
}

/** What the reference kernel fills: zeros, with sizes in place of names. */
export interface Destination extends TensorValue {
  readonly shape: readonly number[];
}

/**
 * Everything that is true of one primitive. The set is closed (see `registry.ts`); whatever else Adjoint offers is composed
 * of primitives and needs no rules of its own.
 */
export interface Primitive<A extends Attributes = Attributes> {
  readonly name: string;
  /** One line: what it computes. */
  readonly doc: string;
  /** The result's shape and dtype. Throws an `AdjointError` when the inputs do not fit. */
  signature(inputs: readonly Tensor[], attributes: A): Signature;
  /** The cotangent of each input, `undefined` where nothing flows. */
  vjp(rule: Pullback<A>): readonly (Tensor | undefined)[];
  /** The tangent of the output, `undefined` where it is zero. Called only when some input has a tangent. */
  jvp(rule: Pushforward<A>): Tensor | undefined;
  /** The reference kernel: plain loops in double precision. Absent for nodes whose value comes from outside. */
  evaluate?(inputs: readonly TensorValue[], attributes: A, out: Destination): void;
}

/** Declares a primitive: it only fixes the type of the attributes. */
export const primitive = <A extends Attributes>(definition: Primitive<A>): Primitive<A> => definition;
