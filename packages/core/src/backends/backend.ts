import type { Tensor } from "../graph/tensor.js";
import type { DType, NumericArray } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";

/** What is left to compute when every dimension has a size: the unit that a backend compiles. */
export interface Routine {
  readonly outputs: readonly Tensor[];
  /** Variables and their next values, all computed from the present ones and written at the end of the run. */
  readonly updates: readonly (readonly [variable: Tensor, value: Tensor])[];
  /** When one of these is not finite, the run fails with `run/non-finite` and no variable changes. */
  readonly requireFinite: readonly Tensor[];
}

/**
 * A compiled routine, and the memory that it reads feeds from and leaves outputs in. Views of that memory are the same objects
 * from run to run, until the session's memory grows.
 */
export interface Executable {
  /** Where the numbers of an input belong, in its element type. An input that nothing depends on has room of its own. */
  input(name: string): NumericArray;
  /** The numbers of an output, until the next run. */
  output(index: number): NumericArray;
  /** Computes, checks, and writes the updates. */
  run(): void;
}

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
  /** Why these are fewer than were asked for, in words. */
  readonly threadsReason?: string | undefined;
  /** Releases everything; nothing else may be called afterwards. */
  close(): void;
}

/** A way of computing graphs. */
export interface Backend {
  readonly name: string;
  open(): Memory;
}
