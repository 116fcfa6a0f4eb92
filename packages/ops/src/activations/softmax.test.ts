import { constant, createSession, gradients, input, mul, sum, type Tensor } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { logSumExp } from "../math/logSumExp.js";
import { logSoftmax } from "./logSoftmax.js";
import { softmax } from "./softmax.js";

const ln = Math.log;

describe("closed forms", () => {
  const x = constant([[ln(1), ln(2), ln(5)]], { dtype: "f64" });

  test("softmax of logarithms is their arguments, normalised", () => {
    const expected = [1 / 8, 2 / 8, 5 / 8];
    numbers(softmax(x)).forEach((y, i) => {
      expect(y).toBeCloseTo(expected[i]!, 15);
    });
  });

  test("logSoftmax and logSumExp of logarithms", () => {
    const expected = [ln(1 / 8), ln(2 / 8), ln(5 / 8)];
    numbers(logSoftmax(x)).forEach((y, i) => {
      expect(y).toBeCloseTo(expected[i]!, 15);
    });
    expect(numbers(logSumExp(x))[0]).toBeCloseTo(ln(8), 15);
  });

  test("one class has probability 1, and equal logits share equally", () => {
    expect(numbers(softmax(constant([[-7], [0], [300]])))).toStrictEqual([1, 1, 1]);
    expect(numbers(logSoftmax(constant([[-7], [0], [300]])))).toStrictEqual([0, 0, 0]);
    expect(numbers(softmax(constant([5, 5, 5, 5])))).toStrictEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test("only the last dimension is normalised", () => {
    const boxes = constant([
      [[1], [2]],
      [[3], [4]],
    ]);
    expect(numbers(softmax(boxes))).toStrictEqual([1, 1, 1, 1]);
  });
});

describe("in f32, far from 0", () => {
  test("logits of ±10⁴ neither overflow nor underflow to NaN", () => {
    const x = constant([
      [1e4, -1e4],
      [-1e4, -1e4],
    ]);
    expect(numbers(softmax(x))).toStrictEqual([1, 0, 0.5, 0.5]);
    const half = Math.fround(-ln(2));
    expect(numbers(logSoftmax(x))).toStrictEqual([0, -2e4, half, half]);
    expect(numbers(logSumExp(x))).toStrictEqual([1e4, Math.fround(-1e4 + ln(2))]);
  });

  test("logSoftmax loses no digits to the size of its logits", () => {
    // −ln(1 + e⁻¹) and −ln(1 + e); the same as torch.log_softmax gives in float32. f32 numbers near 10⁴ are 10⁻³ apart.
    const [first, second] = numbers(logSoftmax(constant([1e4, 1e4 - 1])));
    expect(first).toBeCloseTo(-0.31326168751822286, 7);
    expect(second).toBeCloseTo(-1.3132616875182228, 6);
  });

  test("a logit of −∞ has probability 0, and its row a finite gradient", () => {
    const x = constant([[0, -Infinity, 0]]);
    expect(numbers(softmax(x))).toStrictEqual([0.5, 0, 0.5]);
    const half = Math.fround(-ln(2));
    expect(numbers(logSoftmax(x))).toStrictEqual([half, -Infinity, half]);
    const weights = constant([[1, 2, 3]]);
    const gradientOf = (y: Tensor) => numbers(gradients(sum(y), [x])[0]);
    expect(gradientOf(mul(softmax(x), weights))).toStrictEqual([-0.5, 0, 0.5]);
    expect(gradientOf(mul(logSoftmax(x), weights))).toStrictEqual([-2, 2, 0]);
    expect(gradientOf(logSumExp(x))).toStrictEqual([0.5, 0, 0.5]);
  });

  test("NaN spreads over its row and no further", () => {
    const x = constant([
      [Number.NaN, 1],
      [0, 0],
    ]);
    expect(numbers(softmax(x))).toStrictEqual([Number.NaN, Number.NaN, 0.5, 0.5]);
    expect(numbers(logSumExp(x))).toStrictEqual([Number.NaN, Math.fround(ln(2))]);
  });
});

const logits = fc.array(fc.float({ min: -1e4, max: 1e4, noNaN: true, noDefaultInfinity: true }), {
  minLength: 6,
  maxLength: 6,
});

describe.each(["f32", "f64"] as const)("laws in %s", (floats) => {
  const session = createSession({ floats });
  const x = input("x", [2, 3]);
  const run = session.compile({
    outputs: { softmax: softmax(x), logSoftmax: logSoftmax(x), sums: sum(softmax(x), { axes: [-1] }) },
  });
  const ulp = floats === "f32" ? 2 ** -24 : 2 ** -53;
  const at = (values: readonly number[]) => {
    const { softmax: p, logSoftmax: l, sums } = run.run({ x: Float64Array.from(values) });
    return { p: Array.from(p.data), l: Array.from(l.data), sums: Array.from(sums.data) };
  };

  test("rows are between 0 and 1 and sum to 1", () => {
    fc.assert(
      fc.property(logits, (values) => {
        const { p, sums } = at(values);
        for (const y of p) expect(y >= 0 && y <= 1).toBe(true);
        for (const total of sums) expect(Math.abs(total - 1)).toBeLessThanOrEqual(4 * ulp);
      }),
    );
  });

  test("adding a number to a row changes nothing, as far as the sum is exact", () => {
    fc.assert(
      fc.property(logits, fc.integer({ min: -4096, max: 4096 }), (values, shift) => {
        // Multiples of ¼ up to 2¹⁵ have exact sums in f32, so that only the shift itself is tested: bit for bit.
        const coarse = values.map((value) => Math.round(value * 4) / 4);
        expect(at(coarse.map((value) => value + shift))).toStrictEqual(at(coarse));
      }),
    );
  });

  test("logSoftmax is the logarithm of softmax where that is not 0", () => {
    fc.assert(
      fc.property(logits, (values) => {
        const { p, l } = at(values);
        p.forEach((y, i) => {
          // Subnormal probabilities have lost digits.
          if (y > 1e-30)
            expect(Math.abs(Math.log(y) - l[i]!)).toBeLessThanOrEqual(8 * ulp * Math.max(1, Math.abs(l[i]!)));
        });
      }),
    );
  });
});
