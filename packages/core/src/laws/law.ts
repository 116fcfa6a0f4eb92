import type fc from "fast-check";
import type { Tensor } from "../graph/tensor.js";

/** Numbers for one argument. */
export interface Argument {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** One use of an op: numbers for its differentiable arguments, and the graph in terms of them. Works in f32 and f64. */
export interface Case {
  readonly arguments: readonly Argument[];
  readonly build: (tensors: readonly Tensor[]) => Tensor;
}

/** Draws uses of an op, at points where it is smooth, on tensors whose dimensions have sizes from `size`. */
export type Cases = (size: fc.Arbitrary<number>) => fc.Arbitrary<Case>;

/** A statement that holds of every op of some kind, to be tried on random uses of one. */
export interface Law {
  /** A sentence, with the op as its subject. */
  readonly name: string;
  /** The statement about one op, for `fc.assert`. */
  readonly of: (cases: Cases) => fc.IPropertyWithHooks<[Case]>;
}
