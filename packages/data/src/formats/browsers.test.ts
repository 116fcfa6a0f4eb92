import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** The modules that importing this one loads, at once or on demand, and what they import of Node. */
function modulesFrom(entry: string) {
  const seen = new Set<string>();
  const ofNode: string[] = [];
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const source = readFileSync(file, "utf8");
    for (const [statement, , specifier] of source.matchAll(
      /(?:^import (type )?[^;]*?from|^export [^;]*?from|(?<!typeof )import\() ?"([^"]+)"/gm,
    )) {
      if (specifier!.startsWith(".")) visit(join(dirname(file), specifier!.replace(/\.js$/, ".ts")));
      else if (specifier!.startsWith("node:") && !statement.startsWith("import type"))
        ofNode.push(`${file}: ${specifier}`);
    }
  };
  visit(entry);
  return { seen: [...seen], ofNode };
}

test("@adjoint/data/formats parses bytes and nothing else: it imports no module of Node, so browsers can load it", () => {
  const { seen, ofNode } = modulesFrom(join(import.meta.dirname, "index.ts"));
  expect(ofNode).toEqual([]);
  for (const name of ["readMat.ts", "hdf5.ts", "readCsv.ts", "zipEntries.ts", "gunzip.ts"]) {
    expect(
      seen.some((file) => file.endsWith(`/${name}`)),
      name,
    ).toBe(true);
  }
});
