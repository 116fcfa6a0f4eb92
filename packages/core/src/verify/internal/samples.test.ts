import fc from "fast-check";
import { expect, test } from "vitest";
import { keyOf } from "../../random/key.js";
import type { Flat } from "./flat.js";
import { samples } from "./samples.js";

const flat = (...sizes: readonly number[]): Flat => {
  const starts = [0];
  for (const size of sizes) starts.push(starts.at(-1)! + size);
  return { shapes: sizes.map((size) => [size]), starts, data: new Float64Array(starts.at(-1)!) };
};

test("no more elements than asked for are all taken", () => {
  expect(samples(flat(2, 0, 3), 5, keyOf(1))).toStrictEqual([0, 1, 2, 3, 4]);
});

test("of more, every tensor has its share, small ones whole and large ones spread out", () => {
  const chosen = samples(flat(1000, 2, 500), 30, keyOf(1));
  expect(chosen).toHaveLength(22);
  expect(chosen.filter((i) => i >= 1000 && i < 1002)).toStrictEqual([1000, 1001]);
  for (let k = 0; k < 10; k++) expect(Math.floor(chosen[k]! / 100)).toBe(k);
});

test("they are different elements of the tensors, and others under another seed", () => {
  const sizes = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 50 }), fc.nat(), (all, count, seed) => {
      const chosen = samples(flat(...all), count, keyOf(seed));
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen.every((i) => Number.isInteger(i) && i >= 0 && i < flat(...all).data.length)).toBe(true);
    }),
  );
  expect(samples(flat(1000), 5, keyOf(1))).not.toStrictEqual(samples(flat(1000), 5, keyOf(2)));
});
