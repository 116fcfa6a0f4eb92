import type { Names } from "../names.js";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const expressionOf = (pattern: string | RegExp): RegExp =>
  // Without its flags for repeated search, which would make a test depend on the one before it.
  typeof pattern === "string"
    ? new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "s")
    : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));

/** The function that says whether a name is meant. */
export function matcher(names: Names): (name: string) => boolean {
  if (typeof names === "function") return names;
  const expressions = (typeof names === "string" || names instanceof RegExp ? [names] : names).map(expressionOf);
  return (name) => expressions.some((expression) => expression.test(name));
}
