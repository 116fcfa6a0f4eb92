import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const readme = fileURLToPath(new URL("../../README.md", import.meta.url));
const [start, end] = ["<!-- the last run -->", "<!-- end of the last run -->"] as const;

/** Replaces what stands between the markers. */
export function replaceBetweenMarkers(page: string, tables: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`bench/README.md lacks its markers: ${start} … ${end}`);
  return `${page.slice(0, from + start.length)}\n\n${tables}\n\n${page.slice(to)}`;
}

/** Puts the tables into bench/README.md. */
export const writeReadme = (tables: string): void =>
  writeFileSync(readme, replaceBetweenMarkers(readFileSync(readme, "utf8"), tables));
