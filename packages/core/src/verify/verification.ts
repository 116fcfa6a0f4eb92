import type { JacobianBlock, JacobianEntry } from "./internal/compareJacobians.js";
import type { TaylorSeries } from "./internal/taylorSeries.js";

/**
 * What was found: `wrong` when two ways of computing a derivative contradict each other; `undecided` when there is nothing to
 * contradict, as at a kink, where there is no derivative, or when every derivative is zero.
 */
export type Verdict = "right" | "wrong" | "undecided";

/** How much of a Jacobian was compared entry by entry. */
export interface Coverage {
  readonly compared: number;
  readonly total: number;
}

/** How far apart two computations of one tensor are. */
export interface Comparison {
  readonly tensor: string;
  readonly of: "value" | "gradient";
  /** The largest distance, in units in the last place of the number expected there. */
  readonly ulps: number;
  /** The same, relative to the largest magnitude in the tensor. */
  readonly relative: number;
  /** The element where that is, what was found, and what was expected. */
  readonly index: readonly number[];
  readonly found: number;
  readonly expected: number;
}

/** What one check found, as plain data. */
export interface Check {
  readonly name: string;
  /** Is the verdict `right`? */
  readonly pass: boolean;
  readonly verdict: Verdict;
  /** The largest error, and how large it may be; `undefined` where there was nothing to measure. */
  readonly worst: number | undefined;
  readonly allowed: number | undefined;
  /** Where the largest error is: tensors by name, elements by index. */
  readonly where: string | undefined;
  /** One or two sentences: what was found and, when it is wrong, what it looks like. */
  readonly reason: string;
  readonly coverage?: Coverage;
  /** The remainders of Taylor's formula, to print or to draw. */
  readonly taylor?: readonly TaylorSeries[];
  /** One row for each output and each tensor that it was differentiated by. */
  readonly blocks?: readonly JacobianBlock[];
  /** Tensor by tensor, how far a backend is from the reference. */
  readonly comparisons?: readonly Comparison[];
  /** The entry on which the ways of differentiating agree least. */
  readonly entry?: JacobianEntry;
}

/** The outcome of all checks, as plain data: it can be written as JSON, printed by `formatVerification`, and drawn. */
export interface Verification {
  /** Is the verdict `right`? */
  readonly pass: boolean;
  readonly verdict: Verdict;
  /** What was found; when it is wrong, what the most telling check says. */
  readonly reason: string;
  /** The entry of a Jacobian on which reverse mode, forward mode and differences agree least. */
  readonly worst: JacobianEntry | undefined;
  readonly checks: readonly Check[];
}
