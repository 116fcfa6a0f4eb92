import type { Place } from "./syntax.js";

/** A source, and the piece of it that an error is about. */
export interface Pointed {
  readonly source: string;
  readonly at: Place;
}

/** `2:14`, and the line with carets below the piece. */
export function pointer({ source, at }: Pointed): { readonly place: string; readonly picture: string } {
  const lines = source.slice(0, at.start).split("\n");
  const column = lines.at(-1)!.length;
  const line = source.split("\n")[lines.length - 1]!;
  const width = Math.max(1, Math.min(at.end - at.start, line.length - column));
  return { place: `${lines.length}:${column + 1}`, picture: `  ${line}\n  ${" ".repeat(column)}${"^".repeat(width)}` };
}
