import { constant, createSession, evaluate, gradients, hvp, input, mul, type Tensor } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { oneHot } from "../math/oneHot.js";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy.js";

const ln = Math.log;
const labels = (...values: readonly number[]) => constant(values, { dtype: "i32" });
const none = { reduction: "none" } as const;

describe("closed forms", () => {
  const logits = constant(
    [
      [ln(1), ln(2), ln(5)],
      [0, 0, 0],
    ],
    { dtype: "f64" },
  );

  test("the negative logarithm of the label's probability, in every reduction", () => {
    const expected = [ln(8 / 5), ln(3)];
    numbers(softmaxCrossEntropy(logits, labels(2, 0), none)).forEach((loss, i) => {
      expect(loss).toBeCloseTo(expected[i]!, 15);
    });
    const total = ln(8 / 5) + ln(3);
    expect(evaluate(softmaxCrossEntropy(logits, labels(2, 0)))).toBeCloseTo(total / 2, 15);
    expect(evaluate(softmaxCrossEntropy(logits, labels(2, 0), { reduction: "sum" }))).toBeCloseTo(total, 15);
    expect(evaluate(softmaxCrossEntropy(logits, labels(2, 0), { reduction: "halfSum" }))).toBeCloseTo(total / 2, 15);
  });

  test("soft targets: −Σ t ln p, also when a row does not sum to one", () => {
    const targets = constant(
      [
        [1 / 2, 1 / 4, 1 / 4],
        [2, 0, -1],
      ],
      { dtype: "f64" },
    );
    const [first, second] = numbers(softmaxCrossEntropy(logits, targets, none));
    expect(first).toBeCloseTo(ln(8) / 2 + ln(4) / 4 + ln(8 / 5) / 4, 15);
    expect(second).toBeCloseTo(ln(3), 15);
  });

  test("the gradient is (softmax − one-hot) / n", () => {
    const gradient = numbers(gradients(softmaxCrossEntropy(logits, labels(2, 0)), [logits])[0]);
    const expected = [1 / 8, 2 / 8, 5 / 8 - 1, 1 / 3 - 1, 1 / 3, 1 / 3].map((value) => value / 2);
    gradient.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 15);
    });
  });

  test("the gradient towards the targets is −ln p", () => {
    const targets = oneHot(labels(2, 0), 3, "f64");
    const loss = softmaxCrossEntropy(logits, targets, { reduction: "sum" });
    const expected = [ln(8), ln(4), ln(8 / 5), ln(3), ln(3), ln(3)];
    numbers(gradients(loss, [targets])[0]).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 15);
    });
  });

  test("the Hessian of one row is T (diag p − p pᵀ)", () => {
    const row = input("row", [1, 3], "f64");
    const targets = constant([[0.5, 1, 0.5]], { dtype: "f64" });
    const loss = softmaxCrossEntropy(row, targets, { reduction: "sum" });
    const p = [1 / 8, 2 / 8, 5 / 8];
    const v = [1, -2, 3];
    const [curvature] = hvp(loss, [row], [constant([v], { dtype: "f64", shape: [1, 3] })]);
    const product = numbers(curvature, { row: [[ln(1), ln(2), ln(5)]] });
    const along = p.reduce((total, share, i) => total + share * v[i]!, 0);
    product.forEach((value, i) => {
      expect(value).toBeCloseTo(2 * p[i]! * (v[i]! - along), 14);
    });
  });
});

test("second derivatives by logits that were computed and have no name", () => {
  const logits: Tensor = mul(
    constant([[ln(1), ln(2) / 2, ln(5) / 3]], { dtype: "f64" }),
    constant([[1, 2, 3]], { dtype: "f64" }) as Tensor,
  );
  const loss = softmaxCrossEntropy(logits, labels(1));
  const [curvature] = hvp(loss, [logits], [constant([[1, 0, 0]], { dtype: "f64" }) as Tensor]);
  const expected = [7 / 64, -2 / 64, -5 / 64];
  numbers(curvature).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 15);
  });
});

describe("in f32, far from 0", () => {
  test("logits of ±10⁴ give finite losses and gradients", () => {
    const logits = constant([
      [1e4, -1e4],
      [1e4, -1e4],
      [-1e4, -1e4],
    ]);
    const loss = softmaxCrossEntropy(logits, labels(0, 1, 0), none);
    expect(numbers(loss)).toStrictEqual([0, 2e4, Math.fround(ln(2))]);
    const summed = softmaxCrossEntropy(logits, labels(0, 1, 0), { reduction: "sum" });
    expect(numbers(gradients(summed, [logits])[0])).toStrictEqual([0, 0, 1, -1, -0.5, 0.5]);
  });

  test("no digits are lost to the size of the logits", () => {
    // ln(1 + e⁻¹); the same as torch's cross_entropy gives in float32. f32 numbers near 10⁴ are 10⁻³ apart.
    const loss = softmaxCrossEntropy(constant([[1e4, 1e4 - 1]]), labels(0));
    expect(evaluate(loss)).toBeCloseTo(0.31326168751822286, 7);
  });

  test("a logit of −∞ rules its class out: finite loss and gradient for the others, infinite loss for it", () => {
    const logits = constant([[0, -Infinity, 0]]);
    const half = Math.fround(ln(2));
    for (const targets of [labels(2), constant([[0, 0, 1]])]) {
      const loss = softmaxCrossEntropy(logits, targets as Tensor);
      expect(evaluate(loss)).toBe(half);
      expect(numbers(gradients(loss, [logits])[0])).toStrictEqual([0.5, 0, -0.5]);
    }
    expect(evaluate(softmaxCrossEntropy(logits, labels(1)))).toBe(Infinity);
  });

  test("NaN among the logits makes the row NaN, whatever its target", () => {
    const logits = constant([[0, Number.NaN, 0]]);
    expect(evaluate(softmaxCrossEntropy(logits, labels(0)))).toBe(Number.NaN);
    expect(evaluate(softmaxCrossEntropy(logits, constant([[1, 0, 0]])))).toBe(Number.NaN);
  });
});

test("a label out of range makes its row NaN and leaves the others alone", () => {
  const logits = constant([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  const loss = softmaxCrossEntropy(logits, labels(2, 0, -1), none);
  expect(numbers(loss)).toStrictEqual([Number.NaN, Math.fround(ln(2)), Number.NaN]);
});

test("labels, one-hot rows and one-hot of the labels agree, for a batch of any size", () => {
  const logits = input("logits", ["batch", 3]);
  const label = input("label", ["batch"], "i32");
  const rows = input("rows", ["batch", 3]);
  const feeds = {
    logits: [
      [1, 2, 3],
      [0, -1, 4],
    ],
    label: [0, 2],
    rows: [
      [1, 0, 0],
      [0, 0, 1],
    ],
  };
  const [byLabel, byRow, byOneHot] = evaluate(
    [
      softmaxCrossEntropy(logits, label),
      softmaxCrossEntropy(logits, rows),
      softmaxCrossEntropy(logits, oneHot(label, 3)),
    ],
    feeds,
  );
  expect(byLabel).toBe(byRow);
  expect(byLabel).toBe(byOneHot);
});

test("rows of rows: labels of any rank", () => {
  const logits = constant([[[0, ln(3)]], [[ln(3), 0]]]);
  const loss = softmaxCrossEntropy(logits, constant([[1], [1]], { dtype: "i32" }), none);
  expect(loss.shape).toStrictEqual([2, 1]);
  numbers(loss).forEach((value, i) => {
    expect(value).toBeCloseTo([ln(4 / 3), ln(4)][i]!, 6);
  });
});

test("adding a number to all logits of a row changes nothing, bit for bit as far as the sum is exact", () => {
  const session = createSession();
  const logits = input("logits", [1, 4]);
  const label = input("label", [1], "i32");
  const { run } = session.compile({ outputs: softmaxCrossEntropy(logits, label) });
  const quarter = fc.integer({ min: -(2 ** 14), max: 2 ** 14 }).map((n) => n / 4);
  fc.assert(
    fc.property(fc.tuple(quarter, quarter, quarter, quarter), quarter, fc.nat({ max: 3 }), (values, shift, at) => {
      const loss = (row: readonly number[]) => run({ logits: [row], label: [at] });
      expect(loss(values.map((value) => value + shift))).toBe(loss(values));
      expect(loss(values)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("it carries its name into errors and printed graphs", () => {
  expect(softmaxCrossEntropy(constant([[0, 0]]), labels(0)).name).toBe("softmaxCrossEntropy");
});
