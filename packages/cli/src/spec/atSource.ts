import { SpecError, type SpecProblem } from "../errors/specError.js";
import type { Source } from "./source.js";

/** Does something with a spec; what it finds wrong there is told with its place in the file. */
export function atSource<Result>(source: Source, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const located = error.problems.map(
      (problem): SpecProblem => ({ ...problem, position: source.locate(problem.path) }),
    );
    throw new SpecError(located as [SpecProblem, ...SpecProblem[]], source.file);
  }
}
