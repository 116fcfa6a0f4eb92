import { constant } from "@adjoint/core";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { oneHot } from "./oneHot.js";

test("a one at the label, and only zeros for a label out of range", () => {
  const labels = constant([2, 0, -1, 3], { dtype: "i32" });
  expect(numbers(oneHot(labels, 3))).toStrictEqual([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("labels of any shape, results of any element type", () => {
  const { shape, dtype } = oneHot(constant([[1], [0]], { dtype: "i32" }), 4, "f64");
  expect({ shape, dtype }).toStrictEqual({ shape: [2, 1, 4], dtype: "f64" });
  expect(oneHot(constant(1, { dtype: "i32" }), 2).shape).toStrictEqual([2]);
});
