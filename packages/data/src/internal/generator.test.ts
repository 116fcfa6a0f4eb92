import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { describe, expect, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { generator } from "./generator.js";
import { normal } from "./normal.js";

/** χ² of how often each of 64 bins was met, for as many numbers in [0, 1). */
function chiSquare(bins: readonly number[]): number {
  const counts = new Array<number>(64).fill(0);
  for (const bin of bins) counts[bin]! += 1;
  const expected = bins.length / 64;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** The 0.9999 quantile of χ² with 63 degrees of freedom (SciPy: chi2.ppf(0.9999, 63)). */
const limit = 113.5;

describe.each([
  ["seeds", (i: number) => generator(i, 0)],
  ["streams", (i: number) => generator(7, i)],
  ["places", (i: number) => generator(7, 3, i)],
])("neighbouring %s", (_, begin) => {
  const draws = Array.from({ length: 20_000 }, (_, i) => {
    const random = begin(i);
    return Array.from({ length: 3 }, () => uniformFloat64(random)) as [number, number, number];
  });

  test("draw first numbers that are spread evenly", () => {
    for (const k of [0, 1, 2] as const) {
      expect(chiSquare(draws.map((draw) => Math.floor(64 * draw[k])))).toBeLessThan(limit);
    }
  });

  test("have nothing to do with each other, nor have the draws of one", () => {
    const pair = (a: number, b: number) => 8 * Math.floor(8 * a) + Math.floor(8 * b);
    expect(chiSquare(draws.slice(1).map((draw, i) => pair(draw[0], draws[i]![0])))).toBeLessThan(limit);
    expect(chiSquare(draws.map(([a, b]) => pair(a, b)))).toBeLessThan(limit);
    expect(chiSquare(draws.map(([, b, c]) => pair(b, c)))).toBeLessThan(limit);
  });
});

test("place 0 is what there was before there were places", () => {
  expect(generator(1, 2, 0).getState()).toEqual(generator(1, 2).getState());
  expect(generator(1, 2, 1).getState()).not.toEqual(generator(1, 2).getState());
});

test("normal numbers have the moments of the normal distribution", () => {
  const random = generator(5, 0);
  const drawn = Array.from({ length: 50_000 }, () => normal(random));
  const moment = (power: number) => drawn.reduce((sum, value) => sum + value ** power, 0) / drawn.length;
  // Moments 0, 1, 0, 3, each within four standard errors: √(E[x²ᵖ] − E[xᵖ]²) / √n.
  [0, 1, 0, 3].forEach((expected, i) => {
    const spread = Math.sqrt([1, 3 - 1, 15, 105 - 9][i]!);
    expect(Math.abs(moment(i + 1) - expected)).toBeLessThan((4 * spread) / Math.sqrt(drawn.length));
  });
});

test("seeds, streams and places that are no such integers are refused", () => {
  for (const call of [() => generator(0.5, 0), () => generator(0, -1), () => generator(0, 0, 2 ** 32)]) {
    expect(refusal(call).code).toBe("data/option");
  }
});
