import { expect, test } from "vitest";
import { nearest } from "./nearest.js";

const names = ["dense", "residual", "residualBlock", "relu", "sigmoid", "softmax", "tanh"];

test.each([
  ["reul", "relu"],
  ["Dense", "dense"],
  ["desne", "dense"],
  ["residualblok", "residualBlock"],
  ["softmx", "softmax"],
  ["tan", "tanh"],
])("%s was probably meant as %s", (word, meant) => {
  expect(nearest(word, names)).toBe(meant);
});

test.each(["convolution", "", "x", "rl"])("nothing is like %j", (word) => {
  expect(nearest(word, names)).toBeUndefined();
});
