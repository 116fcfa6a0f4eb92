import { constant, createSession, evaluate, input, type Tensor } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbers, refusal } from "../evaluation.properties.js";
import { accuracy } from "./accuracy.js";
import { binaryAccuracy } from "./binaryAccuracy.js";
import { confusionMatrix } from "./confusionMatrix.js";
import { f1 } from "./f1.js";
import { meanAbsoluteError } from "./meanAbsoluteError.js";
import { meanSquaredError } from "./meanSquaredError.js";
import { metrics } from "./metrics.js";
import { perplexity } from "./perplexity.js";
import { precision } from "./precision.js";
import { recall } from "./recall.js";
import { rSquared } from "./rSquared.js";
import { topKAccuracy } from "./topKAccuracy.js";

const labels = (...values: readonly number[]): Tensor => constant(values, { dtype: "i32" });
const { fround } = Math;

describe("classes: scores of three, where the last is never said", () => {
  // Said: 0, 0, 1, 1, 0. Are: 0, 1, 1, 1, 2.
  const logits: Tensor = constant([
    [3, 1, 2],
    [3, 1, 2],
    [1, 2, 0],
    [0, 5, 1],
    [9, 1, 2],
  ]);
  const truth = labels(0, 1, 1, 1, 2);

  test("the confusion matrix, from labels and from rows", () => {
    const expected = [1, 0, 0, 1, 2, 0, 1, 0, 0];
    expect(numbers(confusionMatrix(logits, truth))).toStrictEqual(expected);
    const rows: Tensor = constant([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(numbers(confusionMatrix(logits, rows))).toStrictEqual(expected);
  });

  test("labels out of range are not counted; rows of rows and a single row are", () => {
    expect(numbers(confusionMatrix(logits, labels(0, -1, 7, 1, 2))).reduce((a, b) => a + b)).toBe(3);
    const two: Tensor = constant([[[1, 0]], [[0, 1]]]);
    expect(numbers(confusionMatrix(two, constant([[0], [0]], { dtype: "i32" })))).toStrictEqual([1, 1, 0, 0]);
    expect(numbers(confusionMatrix(constant([0, 1]) as Tensor, constant(0, { dtype: "i32" })))).toStrictEqual([
      0, 1, 0, 0,
    ]);
  });

  test("precision, recall and F1, in every average; a share of nothing is 0", () => {
    expect(numbers(precision(logits, truth, { average: "none" }))).toStrictEqual([fround(1 / 3), 1, 0]);
    expect(numbers(recall(logits, truth, { average: "none" }))).toStrictEqual([1, fround(2 / 3), 0]);
    expect(numbers(f1(logits, truth, { average: "none" }))).toStrictEqual([0.5, fround(0.8), 0]);
    expect(evaluate(precision(logits, truth))).toBeCloseTo(4 / 9, 7);
    expect(evaluate(recall(logits, truth))).toBeCloseTo(5 / 9, 7);
    expect(evaluate(f1(logits, truth))).toBeCloseTo(1.3 / 3, 7);
    expect(evaluate(precision(logits, truth, { average: "weighted" }))).toBeCloseTo((1 / 3 + 3) / 5, 7);
    for (const score of [precision, recall, f1]) {
      expect(evaluate(score(logits, truth, { average: "micro" }))).toBe(fround(0.6));
    }
  });

  test("top k: where the label is among the first k, the first of equals first", () => {
    const top = (k: number) => evaluate(topKAccuracy(logits, truth, { k }));
    expect([top(1), top(2), top(3)]).toStrictEqual([fround(0.6), fround(0.8), 1]);
    const tied: Tensor = constant([[1, 1, 1]]);
    expect([0, 1, 2].map((label) => evaluate(topKAccuracy(tied, labels(label), { k: 2 })))).toStrictEqual([1, 1, 0]);
    expect(evaluate(topKAccuracy(tied, labels(3), { k: 3 }))).toBe(0);
    expect(evaluate(topKAccuracy(constant([[-Infinity, 2]]) as Tensor, labels(0), { k: 2 }))).toBe(1);
  });
});

describe("whatever the logits, a plain count agrees", () => {
  const classes = 4;
  const session = createSession();
  const logits = input("logits", ["batch", classes]);
  const truth = input("truth", ["batch"], "i32");
  const { run } = session.compile({
    outputs: {
      counts: confusionMatrix(logits, truth),
      top2: topKAccuracy(logits, truth, { k: 2 }),
      top1: topKAccuracy(logits, truth, { k: 1 }),
      hits: accuracy(logits, truth),
      precisions: precision(logits, truth, { average: "none" }),
      recalls: recall(logits, truth, { average: "none" }),
      scores: f1(logits, truth, { average: "none" }),
    },
  });
  // Few different values, so that ties are common.
  const row = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: classes, maxLength: classes });
  const batch = fc.array(fc.tuple(row, fc.nat({ max: classes - 1 })), { minLength: 1, maxLength: 12 });

  test("in the matrix, the scores and the ranks", () => {
    fc.assert(
      fc.property(batch, (examples) => {
        const found = run({ logits: examples.map(([z]) => z), truth: examples.map(([, label]) => label) });
        const said = examples.map(([z]) => z.indexOf(Math.max(...z)));
        const count = (holds: (is: number, was: number) => boolean) =>
          examples.filter(([, label], i) => holds(label, said[i]!)).length;
        for (let i = 0; i < classes; i++) {
          for (let j = 0; j < classes; j++) {
            expect(found.counts.data[i * classes + j]).toBe(count((is, was) => is === i && was === j));
          }
          const both = count((is, was) => is === i && was === i);
          const [is, was] = [count((label) => label === i), count((_, label) => label === i)];
          expect(found.precisions.data[i]).toBe(fround(both / (was || 1)));
          expect(found.recalls.data[i]).toBe(fround(both / (is || 1)));
          expect(found.scores.data[i]).toBe(fround((2 * both) / (is + was || 1)));
        }
        const rank = ([z, label]: (typeof examples)[number]) =>
          z
            .map((value, i) => [value, i] as const)
            .toSorted(([a, i], [b, j]) => b - a || i - j)
            .findIndex(([, i]) => i === label);
        const within = (k: number) => examples.filter((example) => rank(example) < k).length / examples.length;
        expect(found.top2).toBeCloseTo(within(2), 6);
        expect(found.top1).toBeCloseTo(within(1), 6);
        expect(found.hits).toBe(found.top1);
      }),
    );
  });
});

test("yes or no: what is above the threshold means yes", () => {
  const answers: Tensor = constant([1, 0, 1, 0]);
  expect(evaluate(binaryAccuracy(constant([0.9, 0.5, 0.4, 0.1]) as Tensor, answers))).toBe(0.75);
  expect(evaluate(binaryAccuracy(constant([2, -1, 0.1, 0]) as Tensor, answers, { threshold: 0 }))).toBe(1);
});

describe("regression", () => {
  // The examples of scikit-learn's page on r2_score.
  const p: Tensor = constant([2.5, 0, 2, 8], { dtype: "f64" });
  const t: Tensor = constant([3, -0.5, 2, 7], { dtype: "f64" });

  test("mean squared and absolute errors", () => {
    expect(evaluate(meanSquaredError(p, t))).toBe(0.375);
    expect(evaluate(meanAbsoluteError(p, t))).toBe(0.5);
  });

  test("R²: 1 for a perfect prediction, 0 for the mean, the mean of several outputs", () => {
    expect(evaluate(rSquared(p, t))).toBeCloseTo(0.9486081370449679, 15);
    expect(evaluate(rSquared(t, t))).toBe(1);
    expect(evaluate(rSquared(constant([2.875, 2.875, 2.875, 2.875], { dtype: "f64" }) as Tensor, t))).toBe(0);
    const several: Tensor = constant(
      [
        [0, 2],
        [-1, 2],
        [8, -5],
      ],
      { dtype: "f64" },
    );
    const truth: Tensor = constant(
      [
        [0.5, 1],
        [-1, 1],
        [7, -6],
      ],
      { dtype: "f64" },
    );
    // 1 − 1.25/36.1666… and 1 − 3/32.6666….
    expect(evaluate(rSquared(several, truth))).toBeCloseTo((1 - 7.5 / 217 + (1 - 9 / 98)) / 2, 14);
    expect(evaluate(rSquared(constant([1, 3]) as Tensor, constant([2, 2])))).toBe(-Infinity);
  });
});

test("perplexity: that of a uniform prediction is the number of classes", () => {
  expect(evaluate(perplexity(constant([[0, 0, 0, 0]]) as Tensor, labels(2)))).toBeCloseTo(4, 5);
  expect(evaluate(perplexity(constant([[1e4, 0]]) as Tensor, labels(0)))).toBe(1);
});

describe("the table", () => {
  test("holds numbers", () => {
    const logits: Tensor = input("logits", ["batch", 3]);
    for (const [name, metric] of Object.entries(metrics)) expect(metric(logits, logits).shape, name).toStrictEqual([]);
  });
});

test("classes without a size, and labels of other rows, are refused", () => {
  const logits: Tensor = input("logits", ["batch", "classes"]);
  const refused = { code: "ops/targets" };
  expect(refusal(() => confusionMatrix(logits, input("labels", ["batch"], "i32")))).toMatchObject(refused);
  expect(refusal(() => topKAccuracy(logits, input("labels", ["batch"], "i32")))).toMatchObject(refused);
  const sized: Tensor = input("logits", ["batch", 3]);
  expect(refusal(() => confusionMatrix(sized, input("labels", ["rows"], "i32")))).toMatchObject(refused);
});
