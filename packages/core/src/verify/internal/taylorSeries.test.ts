import { expect, test } from "vitest";
import { slopeOf } from "./taylorSeries.js";

const epsilons = Array.from({ length: 21 }, (_, i) => 2 ** -(i + 1));
const rounding = 1e-15;
/** Remainders of a known form, with rounding in them. */
const slope = (remainder: (epsilon: number) => number) =>
  slopeOf(
    epsilons,
    epsilons.map((epsilon, i) => remainder(epsilon) + rounding * Math.abs(Math.sin(i + 1))),
    rounding,
  );

test("powers of ε are recognised, down to where rounding begins", () => {
  for (const power of [1, 2, 3]) expect(slope((epsilon) => 7 * epsilon ** power)).toBeCloseTo(power, 1);
});

test("a small wrong term shows where the right one has become smaller", () => {
  expect(slope((epsilon) => epsilon ** 2 + 1e-3 * epsilon)).toBeCloseTo(1, 2);
});

test("nothing but rounding has no slope", () => {
  expect(slope(() => 0)).toBeUndefined();
});

test("remainders that vanish at once, when a jump or a kink is left behind, have no slope", () => {
  expect(slope((epsilon) => (epsilon > 0.05 ? 1 : 0))).toBeUndefined();
  expect(slope((epsilon) => Math.max(0, epsilon - 0.1))).toBeUndefined();
});

test("values that are not finite, for large steps beyond the domain, are passed over", () => {
  expect(slope((epsilon) => (epsilon > 0.01 ? Number.NaN : epsilon ** 2))).toBeCloseTo(2, 1);
});
