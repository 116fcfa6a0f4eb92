import type { Problem } from "../workloads/problem.js";

/** A network in training, held by an entrant. */
export interface Model {
  /** Back to the first parameters, with an optimizer that has seen nothing. */
  reset(): void;
  /** Takes so many steps on the one batch. @returns the loss of the last, from before its update */
  train(steps: number): number | Promise<number>;
}

/** Whoever takes part: a framework that can build a model. */
export interface Entrant {
  readonly version: string;
  readonly threads?: number;
  open(problem: Problem): Model | Promise<Model>;
}
