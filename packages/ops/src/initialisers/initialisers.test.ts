import { createSession, type Initialiser, input, parameter, type SessionOptions } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { dense } from "../layers/dense.js";
import { glorotNormal, glorotUniform } from "./glorot.js";
import { heNormal, heUniform } from "./he.js";

/** The first value of a parameter. */
function first(initial: Initialiser, shape: readonly number[], options: SessionOptions = {}, name = "weights") {
  using session = createSession(options);
  session.compile({ outputs: parameter(name, shape, { initial }) });
  return Array.from(session.read(name).data);
}

const [fanIn, fanOut] = [300, 200];
const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

/** Variances by the papers: Glorot & Bengio's equations 12 and 16, He et al.'s equation 10. */
const initialisers = [
  { name: "glorotUniform", initial: glorotUniform, variance: 2 / (fanIn + fanOut), kurtosis: 1.8 },
  { name: "glorotNormal", initial: glorotNormal, variance: 2 / (fanIn + fanOut), kurtosis: 3 },
  { name: "heUniform", initial: heUniform, variance: 2 / fanIn, kurtosis: 1.8 },
  { name: "heNormal", initial: heNormal, variance: 2 / fanIn, kurtosis: 3 },
] as const;

describe.each(initialisers)("$name", ({ initial, variance, kurtosis }) => {
  const shape = [fanIn, fanOut];
  const count = fanIn * fanOut;

  test.each([1, 2, 3])("has the moments of its distribution, seed %i", (seed) => {
    const values = first(initial, shape, { seed });
    const moment = (power: number) => mean(values.map((value) => value ** power));
    // Five standard errors of each estimate; those of the kurtosis are √(24/n) for a normal sample, less for a uniform one.
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(variance / count));
    expect(Math.abs(moment(2) / variance - 1)).toBeLessThan(5 * Math.sqrt((kurtosis - 1) / count));
    expect(Math.abs(moment(4) / moment(2) ** 2 - kurtosis)).toBeLessThan(5 * Math.sqrt(24 / count));
  });

  test("fills its range", () => {
    const largest = first(initial, shape, { seed: 1 }).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (kurtosis < 3) {
      // √3 standard deviations; of 60,000 numbers some lie within a thousandth of the end.
      const limit = Math.sqrt(3 * variance);
      expect(largest).toBeLessThanOrEqual(limit * (1 + 2 ** -23));
      expect(largest).toBeGreaterThan(0.999 * limit);
    } else {
      // Box & Muller's radius with 24 bits is at most √(48 ln 2) = 5.77 standard deviations.
      expect(largest / Math.sqrt(variance)).toBeGreaterThan(3.5);
      expect(largest / Math.sqrt(variance)).toBeLessThan(5.8);
    }
  });

  test("is not one number repeated along rows or columns", () => {
    const values = first(initial, [20, 30]);
    expect(new Set(values).size).toBeGreaterThan(590);
  });

  test("follows the fans of a convolution too", () => {
    const window = first(initial, [5, 5, 12, 40], { seed: 4 });
    const wide = (25 * 12 + 25 * 40) / 2;
    const expected = initial === heNormal || initial === heUniform ? 2 / (25 * 12) : 1 / wide;
    expect(mean(window.map((value) => value ** 2)) / expected).toBeCloseTo(1, 1);
  });

  test("gives the same bits for the same seed, others for another seed or name", () => {
    const values = first(initial, [3, 4], { seed: 7 });
    expect(first(initial, [3, 4], { seed: 7 })).toStrictEqual(values);
    expect(first(initial, [3, 4], { seed: 8 })).not.toStrictEqual(values);
    expect(first(initial, [3, 4], { seed: 7 }, "others")).not.toStrictEqual(values);
  });

  test("gives f32 and f64 sessions the same numbers, up to rounding", () => {
    const single = first(initial, [20, 30], { seed: 3, floats: "f32" });
    const double = first(initial, [20, 30], { seed: 3, floats: "f64" });
    const scale = Math.sqrt(variance * (fanIn / 20));
    single.forEach((value, i) => {
      // A few roundings in f32, of numbers about as large as the scale.
      expect(Math.abs(value - double[i]!)).toBeLessThan(scale * 2 ** -20);
    });
    expect(double.some((value) => value !== Math.fround(value))).toBe(true);
  });
});

test("what a parameter starts from does not depend on which others exist", () => {
  const x = input("x", ["batch", 6]);
  const start = (...layers: readonly (readonly [name: string, units: number])[]) => {
    using session = createSession({ seed: 5 });
    for (const [name, units] of layers) session.compile({ outputs: dense(units, { name })(x) });
    return session.read("kept/weights").data;
  };
  const alone = start(["kept", 4]);
  expect(start(["kept", 4], ["other", 9])).toStrictEqual(alone);
  expect(start(["other", 9], ["kept", 4])).toStrictEqual(alone);
});

test("dense starts from glorotUniform unless told otherwise", () => {
  const x = input("x", ["batch", 6]);
  using session = createSession({ seed: 5 });
  session.compile({ outputs: dense(4)(x) });
  expect(Array.from(session.read("dense/weights").data)).toStrictEqual(
    first(glorotUniform, [6, 4], { seed: 5 }, "dense/weights"),
  );
});
