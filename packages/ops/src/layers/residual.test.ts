import { constant, gradients, mul, neg, sum } from "@adjoint/core";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { dense } from "./dense.js";
import { layer, type Same } from "./layer.js";
import { residual } from "./residual.js";

const x = constant([[1, -2]]);

test("x is added to what the inner layer makes of it", () => {
  const doubled = layer<Same>("doubled", (y) => mul(y, 2));
  expect(numbers(residual(doubled)(x))).toStrictEqual([3, -6]);
});

test("around a layer that starts at 0 it is the identity, with the identity's derivative", () => {
  const y = residual(dense(2, { initial: (shape, _key, dtype) => constant(new Float64Array(4), { shape, dtype }) }))(x);
  expect(numbers(y)).toStrictEqual([1, -2]);
  expect(numbers(gradients(sum(y), [x])[0])).toStrictEqual([1, 1]);
});

test("where the inner layer takes x away nothing is left, of the derivative either", () => {
  const negated = layer<Same>("negated", (y) => neg(y));
  const y = residual(negated)(x);
  expect(numbers(y)).toStrictEqual([0, 0]);
  expect(numbers(gradients(sum(y), [x])[0])).toStrictEqual([0, 0]);
});
