import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "..");

/** Every file that an entrance imports, itself included, by its path below `src`. */
function reachable(entrance: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(entrance)) return found;
  found.add(entrance);
  const text = readFileSync(join(source, entrance), "utf8");
  for (const [, path] of text.matchAll(/from "(\.[^"]+)\.js"/g))
    reachable(join(dirname(entrance), `${path}.ts`), found);
  return found;
}

const importers = (files: ReadonlySet<string>) =>
  [...files].filter((file) => /from "mathjs/.test(readFileSync(join(source, file), "utf8")));

test("one file imports mathjs, and the package's main entrance does not reach it", () => {
  expect(importers(reachable("expression/index.ts"))).toStrictEqual(["expression/internal/parseStatements.ts"]);
  const main = reachable("index.ts");
  expect(main.size).toBeGreaterThan(80);
  expect(importers(main)).toStrictEqual([]);
});
