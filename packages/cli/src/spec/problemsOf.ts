import type * as z from "zod";
import type { SpecProblem } from "../errors/specError.js";
import { isMapping } from "./isMapping.js";
import { nearest } from "./nearest.js";
import type { Path } from "./path.js";
import type { Source } from "./source.js";

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

/** The name that a value goes by where one of a few names is expected: itself, or the only key of a mapping. */
function nameIn(value: unknown): unknown {
  const keys = isMapping(value) ? Object.keys(value) : [];
  return keys.length === 1 ? keys[0] : value;
}

const nearestTo = (found: unknown, allowed: readonly string[]): string | undefined =>
  typeof found === "string" ? nearest(found, allowed) : undefined;

function problemsOfIssue(issue: z.core.$ZodIssue, source: Source): readonly SpecProblem[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys") {
    const allowed = issue.message.split(", ");
    return issue.keys.map((key) => ({
      code: "spec/unknown-key",
      path,
      details: { found: key, allowed, nearest: nearestTo(key, allowed) },
      position: source.locate([...path, key], "key"),
    }));
  }
  const position = source.locate(path);
  const found = valueAt(source.value, path);
  const missing = path.length > 0 && (found === undefined || found === null);
  if (missing) return [{ code: "spec/missing", path, details: { expected: issue.message }, position }];
  if (issue.code === "invalid_value" && issue.values.length > 0) {
    const allowed = issue.values.map(String);
    const details = { found: nameIn(found), allowed, nearest: nearestTo(nameIn(found), allowed) };
    return [{ code: "spec/unknown-name", path, details, position }];
  }
  return [{ code: "spec/value", path, details: { expected: issue.message, found }, position }];
}

/** What zod found wrong, as problems with their places in the file, from top to bottom. */
export function problemsOf(error: z.ZodError, source: Source): readonly SpecProblem[] {
  const order = ({ position }: SpecProblem) => (position ? position.line * 1e6 + position.column : 0);
  return error.issues.flatMap((issue) => problemsOfIssue(issue, source)).toSorted((a, b) => order(a) - order(b));
}
