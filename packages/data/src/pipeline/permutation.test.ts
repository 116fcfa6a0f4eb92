import fc from "fast-check";
import { expect, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { permutation } from "./permutation.js";

const seeds = fc.maxSafeInteger();
const streams = fc.nat();

test("each integer below n occurs once", () => {
  fc.assert(
    fc.property(fc.nat(200), seeds, streams, (n, seed, stream) => {
      expect(permutation(n, seed, stream).sort()).toStrictEqual(Uint32Array.from({ length: n }, (_, i) => i));
    }),
  );
});

test("the same seed and stream give the same order, others another one", () => {
  fc.assert(
    fc.property(seeds, streams, seeds, streams, (seed, stream, otherSeed, otherStream) => {
      const order = permutation(50, seed, stream);
      expect(permutation(50, seed, stream)).toStrictEqual(order);
      fc.pre(seed !== otherSeed || stream !== otherStream);
      expect(permutation(50, otherSeed, otherStream)).not.toStrictEqual(order);
    }),
  );
});

test("neighbouring seeds and streams have nothing in common", () => {
  const orders = [0, 1, 2, -1, 2 ** 32].flatMap((seed) =>
    [0, 1, 2].map((stream) => permutation(20, seed, stream).join()),
  );
  expect(new Set(orders).size).toBe(orders.length);
});

test("all orders are equally likely", () => {
  const draws = 24_000;
  const counts = new Map<string, number>();
  for (let seed = 0; seed < draws; seed++) {
    const order = permutation(4, seed).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const expected = draws / 24;
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(counts.size).toBe(24);
  // The 0.999 quantile of χ² with 23 degrees of freedom is 49.73 (R: qchisq(0.999, 23)).
  expect(chiSquare).toBeLessThan(49.73);
});

test("the order is the same on every machine and in every version", () => {
  expect([...permutation(10, 1)]).toMatchInlineSnapshot(`
    [
      0,
      3,
      5,
      7,
      8,
      6,
      4,
      1,
      9,
      2,
    ]
  `);
  expect([...permutation(10, 1, 1)]).toMatchInlineSnapshot(`
    [
      4,
      7,
      3,
      2,
      8,
      5,
      9,
      0,
      6,
      1,
    ]
  `);
});

test("sizes, seeds and streams that are no such integers are refused", () => {
  const calls = [
    () => permutation(-1, 0),
    () => permutation(2.5, 0),
    () => permutation(3, 0.5),
    () => permutation(3, 0, -1),
  ];
  for (const call of calls) expect(refusal(call).code).toBe("data/option");
});
