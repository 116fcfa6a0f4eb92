import { SpecError, type SpecProblem } from "../errors/specError.js";
import { parts } from "../spec/parts.js";
import { problemsOf } from "../spec/problemsOf.js";
import { readSource } from "../spec/source.js";
import type { Named, Settings } from "../spec/specOption.js";

/**
 * A generator with its settings, checked as in a spec.
 *
 * @throws SpecError
 */
export function parseGenerator(name: string, settings: Settings): Named {
  const source = readSource(JSON.stringify({ [name]: settings }), "settings");
  const parsed = parts.generator.safeParse(source.value);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, source).map(({ position: _, ...problem }) => problem as SpecProblem);
  throw new SpecError(problems as [SpecProblem, ...SpecProblem[]], "adjoint data make");
}
