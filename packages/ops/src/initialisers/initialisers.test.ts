import {
  constant,
  createSession,
  erf,
  evaluate,
  type Initialiser,
  input,
  parameter,
  reference,
  type SessionOptions,
  type TensorValue,
} from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { dense } from "../layers/dense.js";
import { filled } from "./filled.js";
import { glorotNormal, glorotUniform } from "./glorot.js";
import { heNormal, heUniform } from "./he.js";
import { identityMatrix } from "./identityMatrix.js";
import { initialisers as table } from "./initialisers.js";
import { lecunNormal, lecunUniform } from "./lecun.js";
import { normal } from "./normal.js";
import { orthogonal } from "./orthogonal.js";
import { standardisedUniform } from "./standardisedUniform.js";
import { truncatedNormal } from "./truncatedNormal.js";
import { uniform } from "./uniform.js";

/** The first value of a parameter. */
function first(initial: Initialiser, shape: readonly number[], options: SessionOptions = {}, name = "weights") {
  using session = createSession(options);
  session.compile({ outputs: parameter(name, shape, { initial }) });
  return Array.from(session.read(name).data);
}

const [fanIn, fanOut] = [300, 200];
const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

/** Of a standard normal number cut off at ±2, by its moments: with φ(2) = 0.0539910 and P(|x| < 2) = 0.9544997. */
const cut = { variance: 1 - (4 * 0.05399096651318806) / 0.9544997361036416, kurtosis: 2.3659 };

const truncated = truncatedNormal({ standardDeviation: 1 });

/** Variances by the papers: Glorot & Bengio's equations 12 and 16, He et al.'s equation 10, LeCun et al.'s equation 16. */
const initialisers = [
  { name: "glorotUniform", initial: glorotUniform, variance: 2 / (fanIn + fanOut), kurtosis: 1.8 },
  { name: "glorotNormal", initial: glorotNormal, variance: 2 / (fanIn + fanOut), kurtosis: 3 },
  { name: "heUniform", initial: heUniform, variance: 2 / fanIn, kurtosis: 1.8 },
  { name: "heNormal", initial: heNormal, variance: 2 / fanIn, kurtosis: 3 },
  { name: "lecunUniform", initial: lecunUniform, variance: 1 / fanIn, kurtosis: 1.8 },
  { name: "lecunNormal", initial: lecunNormal, variance: 1 / fanIn, kurtosis: 3 },
  { name: "standardisedUniform", initial: standardisedUniform, variance: 1 / (fanIn + fanOut), kurtosis: 1.8 },
  { name: "uniform", initial: uniform({ low: -0.3, high: 0.3 }), variance: 0.03, kurtosis: 1.8 },
  { name: "normal", initial: normal({ standardDeviation: 0.1 }), variance: 0.01, kurtosis: 3 },
  { name: "truncatedNormal", initial: truncated, ...cut },
] as const;

describe.each(initialisers)("$name", ({ initial, variance, kurtosis }) => {
  const shape = [fanIn, fanOut];
  const count = fanIn * fanOut;

  test.each([1, 2])("has the moments of its distribution, seed %i", (seed) => {
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
      const limit = initial === truncated ? 2 : Math.sqrt(3 * variance);
      // The standardised one is scaled by its own standard deviation, which is known to five standard errors.
      const slack = initial === standardisedUniform ? 5 * Math.sqrt(0.8 / count) : 2 ** -23;
      expect(largest).toBeLessThanOrEqual(limit * (1 + slack));
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

test.each([
  ["glorotNormal", glorotNormal, 2 / (25 * 12 + 25 * 40)],
  ["glorotUniform", glorotUniform, 2 / (25 * 12 + 25 * 40)],
  ["heNormal", heNormal, 2 / (25 * 12)],
  ["heUniform", heUniform, 2 / (25 * 12)],
  ["lecunNormal", lecunNormal, 1 / (25 * 12)],
  ["lecunUniform", lecunUniform, 1 / (25 * 12)],
  ["standardisedUniform", standardisedUniform, 1 / (25 * 12 + 25 * 40)],
] as const)("%s follows the fans of a convolution too", (_, initial, variance) => {
  const window = first(initial, [5, 5, 12, 40], { seed: 4 });
  expect(mean(window.map((value) => value ** 2)) / variance).toBeCloseTo(1, 1);
});

describe("truncatedNormal", () => {
  test("is the inverse of the distribution function, to all digits", () => {
    const options = { seed: 2, floats: "f64" } as const;
    const values = first(truncated, [2000], options);
    const places = first(uniform({ low: -1, high: 1 }), [2000], options);
    const inverted = evaluate(
      erf(
        constant(
          values.map((value) => value / Math.SQRT2),
          { dtype: "f64" },
        ),
      ),
    );
    (inverted as TensorValue).data.forEach((y, i) => {
      expect(Math.abs(y / 0.9544997361036416 - places[i]!)).toBeLessThan(1e-7);
    });
  });

  test("has its mean where it is told", () => {
    const values = first(truncatedNormal({ mean: 3, standardDeviation: 0.5 }), [5000]);
    expect(mean(values)).toBeCloseTo(3, 1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...values)).toBeLessThanOrEqual(4);
  });
});

test("standardisedUniform has the standard deviation that it promises, measured", () => {
  const values = first(standardisedUniform, [785, 20], { floats: "f64" });
  const average = mean(values);
  const variance = mean(values.map((value) => (value - average) ** 2));
  expect(variance * (785 + 20)).toBeCloseTo(1, 6);
  expect(first(standardisedUniform, [1, 1]).every(Number.isFinite)).toBe(true);
});

describe("orthogonal", () => {
  /** The largest deviation of QᵀQ/g² from 1, of columns or of rows. */
  function deviation(shape: readonly [number, number], gain: number, floats: "f32" | "f64"): number {
    const [rows, columns] = shape;
    const q = first(orthogonal({ gain }), shape, { seed: 3, floats });
    const count = Math.min(rows, columns);
    const at = (vector: number, i: number) => (rows >= columns ? q[i * columns + vector]! : q[vector * columns + i]!);
    let worst = 0;
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        let inner = 0;
        for (let i = 0; i < Math.max(rows, columns); i++) inner += at(a, i) * at(b, i);
        worst = Math.max(worst, Math.abs(inner / gain ** 2 - (a === b ? 1 : 0)));
      }
    }
    return worst;
  }

  test.each([
    [[1, 1], 1],
    [[2, 2], 1],
    [[64, 64], 1],
    [[100, 10], Math.SQRT2],
    [[10, 100], 0.5],
  ] as const)("%j with gain %f has orthonormal columns or rows", (shape, gain) => {
    expect(deviation(shape, gain, "f32")).toBeLessThan(2e-6);
    expect(deviation(shape, gain, "f64")).toBeLessThan(1e-7);
  });

  test("is uniform: an entry of a 2 × 2 matrix is a cosine of a uniform angle, of either sign of the determinant", () => {
    const entries: number[] = [];
    let positive = 0;
    for (let seed = 0; seed < 200; seed++) {
      const [a, b, c, d] = first(orthogonal(), [2, 2], { seed, backend: reference }) as [
        number,
        number,
        number,
        number,
      ];
      entries.push(a);
      if (a * d - b * c > 0) positive++;
    }
    // Means of cos² and cos⁴ are ½ and ⅜; five standard errors.
    expect(Math.abs(mean(entries.map((a) => a ** 2)) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 8 / 200));
    expect(Math.abs(mean(entries.map((a) => a ** 4)) - 0.375)).toBeLessThan(5 * Math.sqrt(0.133 / 200));
    expect(Math.abs(positive - 100)).toBeLessThan(5 * Math.sqrt(50));
  });

  test("counts all dimensions but the last as rows", () => {
    const window = first(orthogonal(), [3, 3, 4, 8], { seed: 1 });
    const norms = Array.from({ length: 8 }, (_, unit) =>
      window.filter((_, i) => i % 8 === unit).reduce((total, value) => total + value ** 2, 0),
    );
    for (const norm of norms) expect(norm).toBeCloseTo(1, 5);
  });
});

test("zeros, ones, one number and the identity", () => {
  expect(first(table.zeros, [2, 2])).toStrictEqual([0, 0, 0, 0]);
  expect(first(table.ones, [3])).toStrictEqual([1, 1, 1]);
  expect(first(filled(-0.25), [])).toStrictEqual([-0.25]);
  expect(first(identityMatrix(), [2, 2])).toStrictEqual([1, 0, 0, 1]);
  expect(first(identityMatrix({ gain: 2 }), [2, 3])).toStrictEqual([2, 0, 0, 0, 2, 0]);
});

test("each of the table makes a matrix of either element type, the same for the same seed", () => {
  for (const [name, initial] of Object.entries(table)) {
    const values = first(initial, [6, 4], { seed: 9 });
    expect(values.every(Number.isFinite), name).toBe(true);
    expect(first(initial, [6, 4], { seed: 9 }), name).toStrictEqual(values);
    const x = parameter("x", [6, 4], { dtype: "f64", initial });
    expect(x.dtype).toBe("f64");
  }
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
