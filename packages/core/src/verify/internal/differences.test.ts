import { expect, test } from "vitest";
import { differences } from "./differences.js";
import { precisions } from "./precision.js";

const of = (f: (x: number) => number, x: number) => {
  const at = (t: number) => Float64Array.of(f(t));
  const noise = [Math.abs(f(x)) * 2 ** -53];
  const { derivatives, uncertainties, kinks } = differences(at, x, at(x), precisions.f64, noise);
  return { derivative: derivatives[0]!, uncertainty: uncertainties[0]!, kink: kinks[0] };
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
  expect(of(Math.abs, 1e-6)).toMatchObject({ derivative: 1, kink: undefined });
  expect(of(Math.log, 1e-6).derivative / 1e6).toBeCloseTo(1, 9);
  expect(of(Math.sqrt, 1e-8).derivative / 5e3).toBeCloseTo(1, 7);
});

test("waves shorter than the first steps are seen, however smooth they look to those", () => {
  for (const length of [1e-9, 1.1e-9, 3e-9, 1e-7, 1e-5]) {
    for (const phase of [0.5, -1.25, 2]) {
      const measured = of((x) => Math.sin(x / length), phase * length);
      expect((measured.derivative * length) / Math.cos(phase)).toBeCloseTo(1, 6);
    }
  }
});

test("where no step gives finite numbers there is no derivative", () => {
  expect(of(() => Number.NaN, 1)).toStrictEqual({
    derivative: Number.NaN,
    uncertainty: Number.POSITIVE_INFINITY,
    kink: undefined,
  });
});

test("a kink within the smallest step is told apart from a steep bend, with the slopes on its sides", () => {
  expect(of(Math.abs, 0).kink).toStrictEqual({ left: -1, right: 1 });
  expect(of(Math.abs, 1e-12).kink).toBeDefined();
  const { left, right } = of((x) => Math.max(x, 3 * x) + Math.exp(x), 0).kink!;
  expect(left).toBeCloseTo(2, 8);
  expect(right).toBeCloseTo(4, 8);
});

test("what is smooth has no kink: steep bends, jumps of the curvature, noise", () => {
  expect(of((x) => 1000 * x * x, 0).kink).toBeUndefined();
  expect(of(Math.exp, 1).kink).toBeUndefined();
  expect(of((x) => Math.max(0, x) ** 2, 0).kink).toBeUndefined();
  expect(of((x) => 1 + 1e-14 * x, 1).kink).toBeUndefined();
});
