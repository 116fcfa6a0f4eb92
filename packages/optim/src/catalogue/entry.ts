import type { Options } from "./option.js";

/** What the same thing is called in other libraries; absent where they have nothing like it. */
export interface Elsewhere {
  readonly keras?: string;
  readonly pytorch?: string;
  readonly optax?: string;
}

/** A function that specs call by name, and all that there is to say about it. */
export interface Entry<Made> {
  /** Makes it from one record of options. */
  readonly make: (options: never) => Made;
  readonly about: string;
  /** How code calls it: an expression. */
  readonly usage: string;
  /** What it computes, line by line. */
  readonly formula: readonly string[];
  readonly options: Options;
  readonly source: string;
  readonly elsewhere: Elsewhere;
  /** Where its conventions differ from those of the other libraries. */
  readonly differs?: string;
}
