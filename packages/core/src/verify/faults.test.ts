import { describe, expect, test } from "vitest";
import { type Fault, faults, feedsOf, type Specimen } from "./faults.properties.js";
import { checkGradient, type Verification } from "./index.js";

/** `ADJOINT_SEEDS=1000` looks for false alarms with so many seeds; 1 fault in so many is planted with several. */
const seeds = Number(process.env.ADJOINT_SEEDS ?? 5);

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

test("there are at least forty kinds of mistakes, all different", () => {
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set(titles.map(({ title }) => title)).size).toBe(faults.length);
});

describe("the right rule passes", () => {
  test.each(titles)("$title", ({ right }) => {
    for (let seed = 0; seed < seeds; seed++) {
      const { verdict, reason } = check(right, seed);
      expect(verdict, `seed ${seed}: ${reason}`).toBe("right");
    }
  });
});

describe("the wrong one is caught", () => {
  test.each(titles)("$title", (fault) => {
    for (let seed = 0; seed < Math.min(seeds, 20); seed++) expect(checkFault(fault, seed).pass).toBe(false);
  });
});
