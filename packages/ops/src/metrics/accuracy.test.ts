import { constant, evaluate, input } from "@adjoint/core";
import { expect, test } from "vitest";
import { accuracy } from "./accuracy.js";

const logits = constant([
  [1, 3, 2],
  [5, 0, 0],
  [0, 0, 1],
  [2, 2, 0],
]);

test("the share of rows whose largest entry is at the label; the first of equals counts", () => {
  expect(evaluate(accuracy(logits, constant([1, 0, 0, 0], { dtype: "i32" })))).toBe(0.75);
  expect(evaluate(accuracy(logits, constant([0, 1, 1, 1], { dtype: "i32" })))).toBe(0);
});

test("targets may be rows, one-hot or soft", () => {
  const rows = constant([
    [0, 1, 0],
    [0.6, 0.2, 0.2],
    [1, 0, 0],
    [0, 0, 1],
  ]);
  expect(evaluate(accuracy(logits, rows))).toBe(0.5);
});

test("it averages over whatever batch is fed, in f32 for f64 logits too", () => {
  const x = input("x", ["batch", 2], "f64");
  const labels = input("labels", ["batch"], "i32");
  const metric = accuracy(x, labels);
  expect(metric.dtype).toBe("f32");
  const feeds = {
    x: [
      [0, 1],
      [1, 0],
      [0, 1],
    ],
    labels: [1, 1, 1],
  };
  expect(evaluate(metric, feeds)).toBe(Math.fround(2 / 3));
});

test("labels that do not belong to the rows are refused", () => {
  expect(() => accuracy(logits, input("labels", [3], "i32"))).toThrow("do not broadcast");
});
