import { expect, test } from "vitest";
import { fans } from "./fans.js";

test.each([
  ["a dense layer", [784, 10], { fanIn: 784, fanOut: 10 }],
  ["a convolution, by the size of its window", [5, 3, 8, 16], { fanIn: 120, fanOut: 240 }],
  ["a vector", [7], { fanIn: 7, fanOut: 7 }],
  ["a scalar", [], { fanIn: 1, fanOut: 1 }],
] as const)("the fans of %s", (_, shape, expected) => {
  expect(fans(shape)).toStrictEqual(expected);
});
