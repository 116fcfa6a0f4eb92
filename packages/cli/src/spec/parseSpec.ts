import { basename, extname } from "node:path";
import { SpecError } from "../errors/specError.js";
import { isMapping } from "./isMapping.js";
import { problemsOf } from "./problemsOf.js";
import type { Source } from "./source.js";
import { type Spec, specSchema } from "./specSchema.js";

/** The name of a file, as far as it can be the name of a run. */
const nameOf = (file: string): string =>
  basename(file, extname(file))
    .replaceAll(/[^\w.-]+/g, "-")
    .replace(/^[.-]+/, "") || "spec";

/**
 * Checks a spec and fills in what it leaves out.
 *
 * @throws SpecError with everything that is wrong
 */
export function parseSpec(source: Source): Spec {
  const { value, file } = source;
  const parsed = specSchema.safeParse(isMapping(value) ? { name: nameOf(file), ...value } : value);
  if (parsed.success) return parsed.data;
  const [first, ...rest] = problemsOf(parsed.error, source);
  if (first === undefined) throw parsed.error;
  throw new SpecError([first, ...rest], file);
}
