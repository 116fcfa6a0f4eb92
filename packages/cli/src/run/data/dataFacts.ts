import type { Scaler } from "@adjoint/data";

/** Each example belongs to one of some classes: an `i32` label. */
export interface Classes {
  readonly kind: "classes";
  /** What their column is called. */
  readonly name: string;
  readonly classes: number;
}

/** Numbers belong to each example. */
export interface Numbers {
  readonly kind: "numbers";
  readonly name: string;
  readonly outputs: number;
  /** What they were scaled by. */
  readonly scaler?: Scaler;
}

/** What a network must fit to learn a data set. */
export interface DataFacts {
  /** What the data are called in texts. */
  readonly name: string;
  /** The column of examples, and the shape of one. */
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  readonly target: Classes | Numbers;
}

/** How many numbers a network has to put out for each example. */
export const outputsOf = ({ target }: DataFacts): number =>
  target.kind === "classes" ? target.classes : target.outputs;
