import { constant, evaluate } from "@adjoint/core";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { logSumExp } from "./logSumExp.js";

test("it reduces the axis that it is given, the last by default", () => {
  const x = constant([
    [0, Math.log(3)],
    [Math.log(2), 0],
  ]);
  numbers(logSumExp(x)).forEach((y, i) => {
    expect(y).toBeCloseTo(Math.log([4, 3][i]!), 6);
  });
  numbers(logSumExp(x, { axis: 0 })).forEach((y, i) => {
    expect(y).toBeCloseTo(Math.log([3, 4][i]!), 6);
  });
});

test("infinities: of −∞ alone it is −∞, with +∞ it is +∞, as in SciPy and PyTorch", () => {
  expect(evaluate(logSumExp(constant([-Infinity, -Infinity])))).toBe(-Infinity);
  expect(evaluate(logSumExp(constant([-Infinity, 2])))).toBe(2);
  expect(evaluate(logSumExp(constant([Infinity, -Infinity, 0])))).toBe(Infinity);
  expect(evaluate(logSumExp(constant([Infinity, Number.NaN])))).toBe(Number.NaN);
});

test("an axis that is not there is refused", () => {
  expect(() => logSumExp(constant([1, 2]), { axis: 1 })).toThrow("max: constant [2] has no axis 1");
});
