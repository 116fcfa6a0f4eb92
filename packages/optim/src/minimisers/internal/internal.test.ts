import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inverseHessian, type Pair } from "./inverseHessian.js";
import { leastSquares } from "./leastSquares.js";
import { inner } from "./vectors.js";
import { wolfeSearch } from "./wolfeSearch.js";

const number = fc.double({ min: -10, max: 10, noNaN: true });
const vector = (size: number) =>
  fc.array(number, { minLength: size, maxLength: size }).map((x) => Float64Array.from(x));

describe("leastSquares", () => {
  test("leaves a residual that is orthogonal to every column", () => {
    fc.assert(
      fc.property(fc.tuple(vector(6), vector(6), vector(6)), vector(6), (columns, b) => {
        // A diagonal of 30 below the others makes the rank full.
        const full = columns.map((column, k) =>
          Float64Array.from([...column, ...[0, 1, 2].map((i) => (i === k ? 30 : 0))]),
        );
        const right = Float64Array.from([...b, 1, -2, 3]);
        const p = leastSquares(
          full.map((column) => column.slice()),
          right.slice(),
        );
        const residual = right.map((value, i) => value - full.reduce((sum, column, k) => sum + column[i]! * p[k]!, 0));
        for (const column of full) expect(Math.abs(inner(column, residual))).toBeLessThan(1e-11);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test("solves a square system, of Hilbert's matrix as well as its condition of 5e5 allows", () => {
    const hilbert = Array.from({ length: 5 }, (_, j) => Float64Array.from({ length: 5 }, (_, i) => 1 / (i + j + 1)));
    const right = Float64Array.from({ length: 5 }, (_, i) => hilbert.reduce((sum, column) => sum + column[i]!, 0));
    for (const value of leastSquares(hilbert, right)) expect(Math.abs(value - 1)).toBeLessThan(1e-10);
  });
});

describe("inverseHessian", () => {
  const pairs = fc.array(fc.tuple(vector(4), vector(4)), { minLength: 1, maxLength: 5 }).map((all) =>
    all
      // y = A·s with a positive definite A, as of a convex quadratic.
      .map(([step, other]): Pair => {
        const share = inner(other, step);
        return { step, change: step.map((value, i) => value + other[i]! * share) };
      })
      .filter(({ step }) => inner(step, step) > 1e-2),
  );

  test("fulfils the secant equation of the last pair: H·y = s", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const last = all.at(-1);
        if (last === undefined) return;
        const image = inverseHessian(all, last.change);
        image.forEach((value, i) => {
          expect(Math.abs(value - last.step[i]!)).toBeLessThan(1e-8 * (1 + Math.hypot(...last.step)));
        });
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test("is positive definite: gᵀHg > 0", () => {
    fc.assert(
      fc.property(pairs, vector(4), (all, gradient) => {
        if (inner(gradient, gradient) > 1e-2) expect(inner(gradient, inverseHessian(all, gradient))).toBeGreaterThan(0);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test("of no pairs is the identity", () => {
    expect(inverseHessian([], Float64Array.of(1, -2))).toStrictEqual(Float64Array.of(1, -2));
  });
});

describe("wolfeSearch", () => {
  /** φ(α) = a(α − m)² + b(cos(cα) − 1): a bowl with ripples. */
  const rippled = (a: number, m: number, b: number, c: number) => (at: number) => ({
    at,
    value: a * (at - m) ** 2 + b * (Math.cos(c * at) - 1),
    slope: 2 * a * (at - m) - b * c * Math.sin(c * at),
  });

  test("finds a place that fulfils both strong conditions, wherever it begins", () => {
    const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
    fc.assert(
      fc.property(positive(10), positive(100), positive(3), positive(3), positive(1000), (a, m, b, c, first) => {
        const sample = rippled(a, m, b, c);
        const start = sample(0);
        const found = wolfeSearch(sample, start, first);
        expect(found).toBeDefined();
        const { at, value, slope } = found!;
        const rounding = 1e-14 * Math.abs(start.value);
        expect(value).toBeLessThanOrEqual(start.value + 1e-4 * at * start.slope + rounding);
        expect(Math.abs(slope)).toBeLessThanOrEqual(0.9 * Math.abs(start.slope));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test("turns back from where values are not finite", () => {
    // α − ln(1 − α)·0 beyond 1: x − ln x along a line that leaves its domain.
    const sample = (at: number) => ({ at, value: -at - Math.log(1 - at) / 2, slope: -1 + 1 / (2 * (1 - at)) });
    const found = wolfeSearch(sample, sample(0), 64);
    expect(found!.at).toBeGreaterThan(0);
    expect(Math.abs(found!.slope)).toBeLessThanOrEqual(0.9 * 0.5);
  });

  test("gives up on a slope that lies", () => {
    const rising = (at: number) => ({ at, value: at, slope: at === 0 ? -1 : 1 });
    expect(wolfeSearch(rising, rising(0), 1)).toBeUndefined();
  });
});
