import { constant, evaluate, gradients } from "@adjoint/core";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { squaredError } from "./squaredError.js";

const predictions = constant([
  [1, 2],
  [3, 4],
]);
const targets = constant([
  [0, 4],
  [3, 1],
]);

test("every reduction of the errors 1, 4, 0 and 9", () => {
  expect(evaluate(squaredError(predictions, targets))).toBe(3.5);
  expect(evaluate(squaredError(predictions, targets, { reduction: "mean" }))).toBe(3.5);
  expect(evaluate(squaredError(predictions, targets, { reduction: "sum" }))).toBe(14);
  expect(evaluate(squaredError(predictions, targets, { reduction: "halfSum" }))).toBe(7);
  expect(numbers(squaredError(predictions, targets, { reduction: "none" }))).toStrictEqual([1, 4, 0, 9]);
});

test("its gradient is 2(p − t)/n for the mean, and p − t for half of the sum", () => {
  const gradient = (reduction: "mean" | "halfSum") =>
    numbers(gradients(squaredError(predictions, targets, { reduction }), [predictions])[0]);
  expect(gradient("mean")).toStrictEqual([0.5, -1, 0, 1.5]);
  expect(gradient("halfSum")).toStrictEqual([1, -2, 0, 3]);
});

test("targets broadcast, and what they miss is an error", () => {
  expect(evaluate(squaredError(predictions, constant([1, 2]), { reduction: "sum" }))).toBe(8);
  expect(() => squaredError(predictions, constant([1, 2], { dtype: "f64" }))).toThrow("different element types");
});

test("it carries its name into errors and printed graphs", () => {
  expect(squaredError(predictions, targets).name).toBe("squaredError");
});
