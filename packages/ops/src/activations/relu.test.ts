import { constant, gradients, sum } from "@adjoint/core";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { relu } from "./relu.js";

test("what is positive stays, the rest becomes 0, and NaN stays NaN", () => {
  const x = constant([-Infinity, -2, -1e-38, -0, 0, 1e-38, 3, Infinity, Number.NaN]);
  expect(numbers(relu(x))).toStrictEqual([0, 0, 0, 0, 0, Math.fround(1e-38), 3, Infinity, Number.NaN]);
});

test("the derivative is 1 where x is positive, else 0, also at the kink", () => {
  const x = constant([-2, -0, 0, 1e-38, 3]);
  expect(numbers(gradients(sum(relu(x)), [x])[0])).toStrictEqual([0, 0, 0, 1, 1]);
});
