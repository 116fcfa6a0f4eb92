import { expect, test } from "vitest";
import { keyOf } from "../../random/key.js";
import type { Linearisation } from "./linearisation.js";
import { noise } from "./noise.js";
import { precisions } from "./precision.js";

const at = 0.7;
/** A function of one number, as far as noise needs to know it. */
const lineOf = (f: (x: number) => number): Linearisation => ({
  x: { shapes: [[1]], starts: [0, 1], data: Float64Array.of(at) },
  y: { shapes: [[1]], starts: [0, 1], data: Float64Array.of(f(at)) },
  value: (x) => x.map(f),
  pullback: () => Float64Array.of(),
  pushforward: () => Float64Array.of(),
  accumulate: () => Float64Array.of(),
  gradient: () => lineOf(f),
});
const of = (f: (x: number) => number): number => noise(lineOf(f), keyOf(0), precisions.f64)[0]!;

test("a smooth function has the rounding of its value, however steep or bent it is", () => {
  for (const f of [Math.exp, (x: number) => 1e3 * x, (x: number) => Math.sin(40 * x)]) {
    expect(of(f)).toBeGreaterThanOrEqual(2 ** -53 * Math.abs(f(at)));
    expect(of(f)).toBeLessThan(2 ** -46 * (Math.abs(f(at)) + 1));
  }
});

test("what cancellation leaves is seen, also where small steps do not move the value at all", () => {
  for (const large of [1, 1e3, 1e6]) {
    const measured = of((x) => large + x - large);
    expect(measured).toBeGreaterThan(large * 2 ** -56);
    expect(measured).toBeLessThan(large * 2 ** -51);
  }
});

test("a kink is no noise", () => {
  expect(of((x) => 5 + Math.abs(x - at))).toBeLessThan(1e-14);
});

test("added noise is measured within a factor of three", () => {
  let count = 0;
  const measured = of((x) => x + 1e-6 * Math.sin(1e4 * ++count));
  expect(measured).toBeGreaterThan(1e-6 / 3);
  expect(measured).toBeLessThan(3e-6);
});
