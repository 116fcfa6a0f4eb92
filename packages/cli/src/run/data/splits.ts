import type { Dataset } from "@adjoint/data";

/** Examples whose columns are called as the inputs of a model. */
export type Examples = Dataset;

/** The examples of a run, in parts that share none. */
export interface Splits {
  readonly train: Examples;
  /** Absent when none are held out. */
  readonly validation?: Examples;
  /** Absent when the source has none and none are set apart. */
  readonly test?: Examples;
}

export type SplitName = keyof Splits;
