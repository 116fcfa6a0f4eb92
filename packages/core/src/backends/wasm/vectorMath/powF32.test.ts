import { describe, expect, test } from "vitest";
import { binary } from "../../../primitives/binary.js";
import { compute } from "./compute.properties.js";
import { ulpsApart } from "./ulpsApart.properties.js";

/** How many arguments each sweep takes; the full run takes more. */
const count = process.env.ADJOINT_RUNS === undefined ? 2 ** 18 : 2 ** 22;

type Singles = Float32Array<ArrayBuffer>;
const scattered = (i: number, salt: number): number =>
  Math.imul(Math.imul(i + salt, 0x9e3779b1) ^ (i >>> 7), 0x85ebca6b);

/** Numbers between two, scattered. */
const between = (low: number, high: number, salt: number): Singles =>
  Float32Array.from({ length: count }, (_, i) => low + ((high - low) * (scattered(i, salt) >>> 0)) / 2 ** 32);

/** Positive numbers of all sizes, subnormal ones too. */
const positive = (salt: number): Singles =>
  new Float32Array(Uint32Array.from({ length: count }, (_, i) => (scattered(i, salt) >>> 0) % 0x7f800000).buffer);

const bounded = 1;

function expectWithin(xs: Singles, ys: Singles): void {
  const found = compute("pow", "f32", [xs, ys]);
  let [worst, at] = [0, ""];
  for (let i = 0; i < xs.length; i++) {
    const apart = ulpsApart(found[i]!, binary.pow.value(xs[i]!, ys[i]!));
    if (apart > worst) [worst, at] = [apart, `${xs[i]} ** ${ys[i]} = ${found[i]}`];
  }
  expect(worst, at).toBeLessThanOrEqual(bounded);
}

describe("pow of four floats", () => {
  test(`is within ${bounded} ulp for numbers of all sizes`, () => {
    const xs = positive(1);
    // Powers that neither vanish nor overflow.
    const powers = between(-150, 129, 2).map((power, i) => power / Math.log2(xs[i]!));
    expectWithin(xs, powers);
  });

  test.each([0.5, 1 / 3, 2, 3, -1, 1.5, 10])(
    `is within ${bounded} ulp for the power %f of numbers of all sizes`,
    (y) => {
      expectWithin(positive(3), new Float32Array(count).fill(y));
    },
  );

  test(`is within ${bounded} ulp for small powers of small numbers`, () => {
    expectWithin(between(0, 4, 4), between(-8, 8, 5));
  });

  test(`is within ${bounded} ulp for large powers of numbers near 1`, () => {
    expectWithin(between(1 - 2 ** -10, 1 + 2 ** -10, 6), between(-90_000, 90_000, 7));
    expectWithin(between(1 - 2 ** -23, 1 + 2 ** -22, 8), between(-1e9, 1e9, 9));
  });

  test(`is within ${bounded} ulp for whole powers of negative numbers`, () => {
    expectWithin(between(-10, 0, 10), between(-40, 40, 11).map(Math.round));
  });

  test("has the special values of the reference, with their signs", () => {
    const values = [
      ...[0, 1, 2, 3, 0.5, 1.5, 2.5, 7, 8, 150, 151, 2 ** 23 + 1, 2 ** 24, 3e38, 2 ** -149, 2 ** -126, 0.99999994],
      ...[1.0000001, Infinity],
    ].flatMap((x) => [x, -x]);
    const pairs = [...values, Number.NaN].flatMap((x) => [...values, Number.NaN].map((y) => [x, y] as const));
    const xs = Float32Array.from(pairs, ([x]) => x);
    const ys = Float32Array.from(pairs, ([, y]) => y);
    const found = compute("pow", "f32", [xs, ys]);
    pairs.forEach((_, i) => {
      const exact = binary.pow.value(xs[i]!, ys[i]!);
      const rounded = Math.fround(exact);
      const at = `${xs[i]} ** ${ys[i]}`;
      if (Number.isFinite(rounded) && rounded !== 0)
        expect(ulpsApart(found[i]!, exact), at).toBeLessThanOrEqual(bounded);
      else expect(found[i], at).toBe(rounded);
    });
  });
});
