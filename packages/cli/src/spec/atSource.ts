import { SpecError, type SpecProblem } from "../errors/specError.js";
import type { Source } from "./source.js";

/** Does something with a spec, at once or in time; what it finds wrong there is told with its place in the file. */
export function atSource<Result>(source: Source, act: () => Result): Result {
  try {
    const result = act();
    return result instanceof Promise ? (result.catch((error) => fail(error, source)) as Result) : result;
  } catch (error) {
    return fail(error, source);
  }
}

function fail(error: unknown, source: Source): never {
  if (!(error instanceof SpecError)) throw error;
  const located = error.problems.map((problem): SpecProblem => ({ ...problem, position: source.locate(problem.path) }));
  throw new SpecError(located as [SpecProblem, ...SpecProblem[]], source.file);
}
