import { readFileSync } from "node:fs";
import * as optim from "@adjoint/optim";
import { expect, test } from "vitest";
import { optimReference } from "../tools/optimReference.js";
import { within } from "./internal/root.js";

const { optimizers, schedules, transforms } = optim;
const page = readFileSync(within("docs/optim.md"), "utf8");

test("docs/optim.md is what `npm run reference` writes", () => {
  expect(page === optimReference(within("packages")), "it is stale: run `npm run reference`").toBe(true);
});

test("every optimizer, schedule and transform has a section, with its formula, its options and its names elsewhere", () => {
  for (const [name, entry] of Object.entries({ ...optimizers, ...schedules, ...transforms })) {
    const [, section] = page.split(`\n### \`${name}\`\n`);
    const text = section!.split("\n## ")[0]!.split("\n### ")[0]!;
    for (const line of entry.formula) expect(text).toContain(`\n${line}\n`);
    for (const option of Object.keys(entry.options)) expect(text).toContain(`\n| \`${option}\` | `);
    for (const other of Object.values(entry.elsewhere)) expect(text).toContain(`\`${other}\``);
    expect(text).toContain(entry.source);
  }
});

test("every function that is exported has a section: those in no table with what their docstrings say", () => {
  const functions = Object.entries(optim).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  const sections = [...page.matchAll(/^### `?(\w+)`?$/gm)].map(([, name]) => name!);
  // A class, told with the errors.
  expect(sections.toSorted()).toStrictEqual(functions.filter((name) => name !== "OptimError").toSorted());
  const silent = [...page.matchAll(/^### (\w+)\n\n(?!\w)/gm)].map(([, name]) => name);
  expect(silent).toStrictEqual([]);
});
