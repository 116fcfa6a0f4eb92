import type { Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";

/** What is left to compute when every dimension has a size: the unit that a backend compiles. */
export interface Routine {
  readonly outputs: readonly Tensor[];
  /** Variables and their next values, all computed from the present ones and written at the end of the run. */
  readonly updates: readonly (readonly [variable: Tensor, value: Tensor])[];
  /** When one of these is not finite, the run fails with `run/non-finite` and no variable changes. */
  readonly requireFinite: readonly Tensor[];
}

/** Runs a routine once: the feeds by name of input, in the declared element types; a value for each output. */
export type Executable = (feeds: ReadonlyMap<string, TensorValue>) => readonly TensorValue[];

/** Where the variables of one session live, and what its programs run in. */
export interface Memory {
  /** Makes room for a variable, filled with zeros. */
  allocate(name: string, dtype: DType, shape: readonly number[]): void;
  /** A copy of a variable. */
  read(name: string): TensorValue;
  /** Overwrites a variable with as many numbers. */
  write(name: string, data: ArrayLike<number>): void;
  compile(routine: Routine): Executable;
  /** How many threads its programs may run on. */
  readonly threads: number;
  /** Releases everything; nothing else may be called afterwards. */
  close(): void;
}

/** A way of computing graphs. */
export interface Backend {
  readonly name: string;
  open(): Memory;
}
