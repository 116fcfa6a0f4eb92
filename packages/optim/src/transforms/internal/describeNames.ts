import type { Names } from "../names.js";

/** Names as a user wrote them. */
export function describeNames(names: Names): string {
  if (typeof names === "function") return "the function";
  if (typeof names === "string") return JSON.stringify(names);
  return names instanceof RegExp ? String(names) : names.map(describeNames).join(", ");
}
