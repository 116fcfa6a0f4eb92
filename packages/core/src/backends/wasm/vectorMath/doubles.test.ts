import { describe, expect, test } from "vitest";
import { unary } from "../../../primitives/unary.js";
import { compute } from "./compute.properties.js";
import { exact } from "./internal/exact.properties.js";
import { ulpsApart } from "./ulpsApart.properties.js";

/** How many arguments each sweep takes; the full run takes more. */
const [count, exactCount] = process.env.ADJOINT_RUNS === undefined ? [2 ** 17, 1500] : [2 ** 21, 2 ** 16];

type Doubles = Float64Array<ArrayBuffer>;

/** Numbers at about equal distances between two, the low bits varying. */
const between = (low: number, high: number, length: number): Doubles =>
  Float64Array.from(
    { length },
    (_, i) => low + ((high - low) * (i + (Math.imul(i + length, 0x9e3779b1) >>> 0) / 2 ** 32)) / length,
  );

/** Numbers of all sizes from 2^low to 2^high, subnormal ones too. */
const sizes = (low: number, high: number, length: number): Doubles =>
  between(low, high, length).map((size, i) => 2 ** Math.floor(size) * (1 + (Math.imul(i, 0x85ebca6b) >>> 0) / 2 ** 32));

/** Stated bounds, where a function is neither flat nor a line, and values that must be exact. */
const stated = {
  exp: {
    ulps: 1,
    stretches: [
      [-660, 709.7],
      [-1, 1],
    ],
    exact: [
      [-0, 1],
      [-800, 0],
      [800, Infinity],
      [Infinity, Infinity],
    ],
  },
  log: {
    ulps: 1,
    stretches: [
      [0.25, 4],
      [0.99, 1.01],
      [0, 1e300],
    ],
    exact: [
      [-0, -Infinity],
      [-1, Number.NaN],
      [Infinity, Infinity],
      [-Infinity, Number.NaN],
    ],
  },
  tanh: {
    ulps: 2,
    stretches: [
      [-20, 20],
      [-1, 1],
      [-0.01, 0.01],
    ],
    exact: [
      [-0, -0],
      [200, 1],
      [-200, -1],
      [2 ** -1074, 2 ** -1074],
      [-(2 ** -1060), -(2 ** -1060)],
    ],
  },
  sigmoid: {
    ulps: 2,
    stretches: [
      [-660, 40],
      [-4, 4],
    ],
    exact: [
      [-0, 0.5],
      [800, 1],
      [-800, 0],
    ],
  },
} as const;
type Name = keyof typeof stated;

describe.each(Object.keys(stated) as Name[])("%s of two doubles", (name) => {
  const { ulps, stretches, exact: pairs } = stated[name];
  test(`is within ${ulps} ulp of the true value`, () => {
    for (const [low, high] of stretches) {
      const xs = between(low, high, exactCount);
      let [worst, at] = [0, 0];
      compute(name, "f64", [xs]).forEach((found, i) => {
        const [double, rest] = exact[name](xs[i]!);
        const apart = ulpsApart(found, double, "f64", rest);
        if (!(apart <= worst)) [worst, at] = [apart, xs[i]!];
      });
      expect(worst, `at ${at}`).toBeLessThanOrEqual(ulps);
    }
  });

  // JavaScript's own functions are within 1 ulp of the true value.
  test(`is within ${ulps + 1} ulp of the host's function, over all f64`, () => {
    const { value } = unary[name];
    const lists = stretches.map(([low, high]) => between(low, high, count));
    const all = sizes(-1074, 1023, count);
    for (const xs of [...lists, all, all.map((x) => -x)]) {
      let [worst, at] = [0, 0];
      compute(name, "f64", [xs]).forEach((found, i) => {
        const apart = ulpsApart(found, value(xs[i]!), "f64");
        if (!(apart <= worst)) [worst, at] = [apart, xs[i]!];
      });
      expect(worst, `at ${at}`).toBeLessThanOrEqual(ulps + 1);
    }
  });

  test("has its special values exactly", () => {
    const entry: readonly (readonly [number, number])[] = unary[name].special;
    const all = [...entry, ...pairs, [Number.NaN, Number.NaN]] as const;
    const found = compute(name, "f64", [Float64Array.from(all, ([x]) => x)]);
    expect([...found]).toStrictEqual(all.map(([, y]) => y));
  });
});
