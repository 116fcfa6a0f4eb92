import { constant } from "@adjoint/core";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { activations } from "./activations.js";

const x = constant([-Infinity, -1000, 0, 1000, Infinity]);

test("identity gives back the tensor itself", () => {
  expect(activations.identity(x)).toBe(x);
});

test("sigmoid and tanh saturate without overflow", () => {
  expect(numbers(activations.sigmoid(x))).toStrictEqual([0, 0, 0.5, 1, 1]);
  expect(numbers(activations.tanh(x))).toStrictEqual([-1, -1, 0, 1, 1]);
});

test("sigmoid(ln 3) = 3/4 and tanh(ln 2) = 3/5", () => {
  const y = [activations.sigmoid(constant(Math.log(3))), activations.tanh(constant(Math.log(2)))];
  expect(y.map((tensor) => numbers(tensor)[0])).toStrictEqual([0.75, Math.fround(0.6)]);
});

test("each is called by its own name, which sequential numbers and specs use", () => {
  for (const [name, activation] of Object.entries(activations)) expect(activation.kind).toBe(name);
});
