import { readFileSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { toText } from "../index.js";
import { type Fault, faults, feedsOf, type Specimen } from "./faults.properties.js";
import { checkGradient, type Verification } from "./index.js";

/** `ADJOINT_SEEDS=1000` looks for false alarms with so many seeds, and plants each fault with up to twenty. */
const seeds = Number(process.env.ADJOINT_SEEDS ?? 2);

const check = (specimen: Specimen, seed: number): Verification =>
  checkGradient(specimen.outputs, { order: 2, seed, feeds: feedsOf(specimen, seed), ...specimen.options });

/** Checks the mistake, and takes it out again. */
function checkFault({ right, wrong, plant }: Fault, seed: number): Verification {
  const takeOut = plant?.();
  try {
    return check(wrong ?? right, seed);
  } finally {
    takeOut?.();
  }
}

const titles = faults.map((fault) => ({ ...fault, title: `${fault.family}: ${fault.name}` }));
const caughtBy = new Map<string, readonly string[]>();

test("there are at least forty kinds of mistakes, all different", () => {
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set(titles.map(({ title }) => title)).size).toBe(faults.length);
});

/** Several mistakes are planted into the same graph, which is right only once. */
const rightOnes = new Map(
  titles.map(({ right, title }) => {
    const intervals = right.inputs.map(([tensor, low, high]) => [tensor.name, low, high]);
    return [JSON.stringify([toText([right.outputs]), intervals, right.options]), { right, title }];
  }),
);

describe("the right rule passes", () => {
  test.each([...rightOnes.values()])("$title", ({ right }) => {
    const alarms: string[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const { pass, verdict, reason } = check(right, seed);
      if (!pass) alarms.push(`seed ${seed}, ${verdict}: ${reason}`);
    }
    expect(alarms).toStrictEqual([]);
  });
});

describe("the wrong one is caught", () => {
  beforeEach(({ task }) => {
    task.meta.sweep = { of: "planted mistakes", subject: task.name, check: "checkGradient" };
  });
  test.each(titles)("$title", (fault) => {
    for (let seed = 0; seed < Math.min(seeds, 20); seed++) {
      const { pass, checks } = checkFault(fault, seed);
      expect(pass, `seed ${seed}`).toBe(false);
      if (seed === 0) {
        caughtBy.set(
          fault.title,
          checks.filter((each) => !each.pass).map(({ name }) => name),
        );
      }
    }
  });
});

test("docs/verification.md tells which check catches what; ADJOINT_WRITE_DOCS=1 writes it", () => {
  const page = new URL("../../../../docs/verification.md", import.meta.url);
  const rows = titles.map(({ family, name, title }) => `| ${family} | ${name} | ${caughtBy.get(title)!.join(", ")} |`);
  const table = ["| kind | mistake | caught by |", "|---|---|---|", ...rows].join("\n");
  const text = readFileSync(page, "utf8");
  const [before, rest] = text.split("<!-- what catches what -->\n") as [string, string];
  const after = rest.slice(rest.indexOf("\n\n") + 1);
  const expected = `${before}<!-- what catches what -->\n${table}\n${after}`;
  if (process.env.ADJOINT_WRITE_DOCS === "1") writeFileSync(page, expected);
  else expect(text).toBe(expected);
});
