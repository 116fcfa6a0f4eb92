import { describe, expect, test } from "vitest";
import { constant, evaluate, randomBits, randomNormal, randomUniform, type TensorValue } from "../index.js";
import { foldIn, foldInName, keyOf } from "./key.js";
import { threefry } from "./threefry.js";

const words = (...hex: readonly number[]): readonly number[] => hex.map((word) => word | 0);
const key = (seed: number) => constant([...keyOf(seed)], { dtype: "i32" });
const draw = (seed: number, count: number) => evaluate(randomBits(key(seed), [count])) as TensorValue<"i32">;

test("threefry-2x32-20 gives the known answers of Random123 (kat_vectors)", () => {
  expect(threefry(0, 0, 0, 0)).toStrictEqual(words(0x6b200159, 0x99ba4efe));
  expect(threefry(-1, -1, -1, -1)).toStrictEqual(words(0x1cb996fc, 0xbb002be7));
  expect(threefry(0x13198a2e | 0, 0x03707344, 0x243f6a88, 0x85a308d3 | 0)).toStrictEqual(words(0xc4923a9c, 0x483df7a0));
});

test("words may be given signed or unsigned", () => {
  expect(threefry(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toStrictEqual(threefry(-1, -1, -1, -1));
});

describe("keys", () => {
  test("hold the 64 bits of a seed, high word first", () => {
    expect(keyOf(1)).toStrictEqual([0, 1]);
    expect(keyOf(2 ** 32 + 5)).toStrictEqual([1, 5]);
    expect(keyOf(-1)).toStrictEqual([-1, -1]);
    expect(keyOf(2 ** 31)).toStrictEqual([0, -(2 ** 31)]);
  });

  test("fold in data as counters and names character by character", () => {
    expect(foldIn([0, 1], 7)).toStrictEqual(threefry(0, 1, 0, 7));
    expect(foldInName([0, 1], "ab")).toStrictEqual(foldIn(foldIn([0, 1], 97), 98));
    expect(foldInName([0, 1], "")).toStrictEqual([0, 1]);
    expect(foldInName([0, 1], "😀")).toStrictEqual(foldIn([0, 1], 0x1f600));
  });
});

describe("randomBits", () => {
  test("is the exclusive or of the two words for each counter", () => {
    const expected = Array.from({ length: 100 }, (_, i) => {
      const [x, y] = threefry(0, 42, 0, i);
      return x ^ y;
    });
    expect([...draw(42, 100).data]).toStrictEqual(expected);
  });

  test("depends on the key and the position alone, not on the shape", () => {
    const [flat, matrix] = evaluate([randomBits(key(3), [12]), randomBits(key(3), [3, 4])]);
    expect(matrix.data).toStrictEqual(flat.data);
    expect(draw(3, 5).data).toStrictEqual(flat.data.slice(0, 5));
    expect(draw(4, 12).data).not.toStrictEqual(flat.data);
  });

  test("has each of the 32 bits set half of the time", () => {
    const { data } = draw(9, 4096);
    for (let bit = 0; bit < 32; bit++) {
      const ones = data.reduce((count, word) => count + ((word >>> bit) & 1), 0);
      // Five standard deviations of a fair coin: 5 · √4096 / 2.
      expect(Math.abs(ones - 2048)).toBeLessThan(160);
    }
  });
});

const moment = (data: ArrayLike<number>, power: number, about = 0): number =>
  Array.from(data).reduce((sum, x) => sum + (x - about) ** power, 0) / data.length;
const count = 100_000;

describe("randomUniform", () => {
  const unit = evaluate(randomUniform(key(1), [count])) as TensorValue;

  test("lies in [0, 1), on multiples of 2⁻²⁴", () => {
    expect(Array.from(unit.data).every((x) => x >= 0 && x < 1 && Number.isInteger(x * 2 ** 24))).toBe(true);
  });

  test("has the mean and the variance of the uniform distribution", () => {
    // Five standard errors: σ = 1/√12, and √(1/180) for the squared deviation.
    expect(Math.abs(moment(unit.data, 1) - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(moment(unit.data, 2, 1 / 2) - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / count));
  });

  test("is scaled to [low, high)", () => {
    const { data } = evaluate(randomUniform(key(1), [count], { low: -2, high: 6 })) as TensorValue;
    expect(data).toStrictEqual(Float32Array.from(unit.data, (x) => x * 8 - 2));
  });

  test("has the same 24 bits in double precision", () => {
    const { data } = evaluate(randomUniform(key(1), [count], { dtype: "f64" })) as TensorValue;
    expect(data).toStrictEqual(Float64Array.from(unit.data));
  });
});

describe("randomNormal", () => {
  const normal = evaluate(randomNormal(key(2), [count], { dtype: "f64" })) as TensorValue;

  test("has the first four moments of the standard normal distribution", () => {
    // Five standard errors: the variances of x, x², x³ and x⁴ are 1, 2, 15 and 96 (Kendall & Stuart, volume 1).
    for (const [power, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      expect(Math.abs(moment(normal.data, power) - expected)).toBeLessThan(5 * Math.sqrt(variance / count));
    }
  });

  test("is Box and Muller's formula on two halves of the bits, and finite", () => {
    const { data: bits } = evaluate(randomBits(key(2), [2, count])) as TensorValue;
    for (let i = 0; i < 100; i++) {
      const [u, v] = [(bits[i]! >>> 8) * 2 ** -24, (bits[count + i]! >>> 8) * 2 ** -24];
      expect(normal.data[i]).toBeCloseTo(Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v), 12);
    }
    // u is at most 1 − 2⁻²⁴.
    expect(Array.from(normal.data).every((x) => Math.abs(x) <= Math.sqrt(48 * Math.LN2))).toBe(true);
  });

  test("gives the same bits for the same key", () => {
    const once = evaluate(randomNormal(key(5), [3, 4])) as TensorValue;
    expect(evaluate(randomNormal(key(5), [3, 4]))).toStrictEqual(once);
    expect(evaluate(randomNormal(key(6), [3, 4]))).not.toStrictEqual(once);
  });
});
