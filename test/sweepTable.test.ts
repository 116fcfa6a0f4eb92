import { expect, test } from "vitest";
import { sweepTable } from "./internal/sweepTable.js";

test("a sweep is told by subjects, checks, and how many of them met", () => {
  const met = [
    ["primitives", "exp", "adjoint"],
    ["primitives", "exp", "jacobian"],
    ["primitives", "sign", "flat"],
    ["ops", "dense", "gradient"],
  ] as const;
  expect(sweepTable(met.map(([of, subject, check]) => ({ of, subject, check })))).toBe(
    "Swept\n  1 ops × 1 checks: 1 verified\n  2 primitives × 3 checks: 3 verified",
  );
});
