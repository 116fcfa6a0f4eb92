import { expect, test } from "vitest";
import { differences } from "./differences.js";

const of = (f: (x: number) => number, x: number) => {
  const { derivatives, uncertainties, kinks } = differences((t) => Float64Array.of(f(t)), x, Float64Array.of(f(x)));
  return { derivative: derivatives[0]!, uncertainty: uncertainties[0]!, kink: kinks[0]! };
};

test("smooth functions are differentiated to twelve digits, and the estimate of the error is honest", () => {
  for (const [f, derivative] of [
    [Math.exp, Math.exp],
    [Math.sin, Math.cos],
    [Math.atan, (x: number) => 1 / (1 + x * x)],
  ] as const) {
    for (const x of [-3, -0.5, 0, 1, 2.5]) {
      const measured = of(f, x);
      expect(Math.abs(measured.derivative - derivative(x))).toBeLessThan(1e-11 * Math.max(1, f(x)));
      expect(Math.abs(measured.derivative - derivative(x))).toBeLessThan(10 * measured.uncertainty + 1e-12);
    }
  }
});

test("steps that leave the domain or cross a kink are passed over", () => {
  expect(of(Math.log, 0.001).derivative).toBeCloseTo(1000, 3);
  expect(of(Math.abs, 0.001).derivative).toBeCloseTo(1, 9);
});

test("where no step gives finite numbers there is no derivative", () => {
  expect(of(() => Number.NaN, 1)).toStrictEqual({
    derivative: Number.NaN,
    uncertainty: Number.POSITIVE_INFINITY,
    kink: false,
  });
});

test("a kink within the smallest step is told apart from a steep bend", () => {
  expect(of(Math.abs, 1e-6).kink).toBe(true);
  expect(of((x) => Math.max(x, 3 * x), 0).kink).toBe(true);
  expect(of((x) => 1000 * x * x, 0).kink).toBe(false);
  expect(of(Math.exp, 1).kink).toBe(false);
});
