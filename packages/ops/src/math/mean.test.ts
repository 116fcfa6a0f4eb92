import { constant, evaluate, gradients, input } from "@adjoint/core";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { mean } from "./mean.js";

const x = constant([
  [1, 2, 3],
  [5, 7, 12],
]);

test("over all elements, along an axis, and with the axis kept", () => {
  expect(evaluate(mean(x))).toBe(5);
  expect(numbers(mean(x, { axes: [0] }))).toStrictEqual([3, 4.5, 7.5]);
  expect(numbers(mean(x, { axes: [-1] }))).toStrictEqual([2, 8]);
  expect(mean(x, { axes: [-1], keepDims: true }).shape).toStrictEqual([2, 1]);
  expect(numbers(mean(x, { axes: [0, 1], keepDims: true }))).toStrictEqual([5]);
});

test("of a scalar it is the scalar, along no axis each element", () => {
  expect(evaluate(mean(constant(3)))).toBe(3);
  expect(numbers(mean(x, { axes: [] }))).toStrictEqual([1, 2, 3, 5, 7, 12]);
});

test("a named dimension counts with the size that it is fed, in the derivative too", () => {
  const rows = input("rows", ["batch", 2]);
  const gradient = gradients(mean(rows), [rows])[0];
  expect(evaluate(mean(rows), { rows: [[1, 3]] })).toBe(2);
  // The gradient depends on the size of the batch only, which it learns from `rows`.
  const derivative = (value: readonly (readonly number[])[]) => evaluate([gradient, rows], { rows: value })[0].data;
  expect(derivative([[1, 3]])).toStrictEqual(Float32Array.of(0.5, 0.5));
  expect(
    derivative([
      [1, 3],
      [0, 0],
    ]),
  ).toStrictEqual(Float32Array.of(0.25, 0.25, 0.25, 0.25));
});

test("of no elements it is NaN, as in NumPy", () => {
  expect(evaluate(mean(constant([])))).toBe(Number.NaN);
});

test("integers and axes that are not there are refused", () => {
  expect(() => mean(x, { axes: [2] })).toThrow("has no axis 2");
  expect(() => mean(x, { axes: [0, -2] })).toThrow("twice");
  expect(() => mean(input("flags", [2], "bool"))).toThrow("element type");
});
