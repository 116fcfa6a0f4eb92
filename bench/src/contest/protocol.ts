import type { EncodedProblem } from "../workloads/problem.js";

/** What an entrant's process is asked, a JSON text per line on its standard input. It ends when that is closed. */
export type Request =
  /** Build the model, and train it a few steps. */
  | { readonly do: "open"; readonly problem: EncodedProblem }
  /** Go back to the first parameters, take some steps unmeasured, then time so many. */
  | { readonly do: "run"; readonly steps: number };

/** How it answers, a JSON text per line on its standard output. Lines of anything else are not for us. */
export type Reply = Opened | Ran | { readonly error: string };

export interface Opened {
  /** The peer's own version. */
  readonly version: string;
  /** What it computes with, where it says so. */
  readonly threads?: number;
  /** Seconds until the first step was done, with building and compiling. */
  readonly first: number;
  /** The losses of the first steps: every entrant must agree on them. */
  readonly losses: readonly number[];
}

export interface Ran {
  /** Of all steps together. */
  readonly seconds: number;
  /** The process's largest resident set so far, in bytes. */
  readonly peak: number;
}

/** How many losses are compared, unless they take longer than `lossSeconds`. */
export const lossSteps = 5;
export const lossSeconds = 10;

/** Steps that a run takes before it looks at the clock. */
export const unmeasured = (steps: number): number => Math.ceil(steps / 20);
