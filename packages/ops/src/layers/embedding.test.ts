import { createSession, gradients, input, sum, type Tensor } from "@adjoint/core";
import { expect, expectTypeOf, test } from "vitest";
import { numbers, parametersOf } from "../evaluation.properties.js";
import { embedding } from "./embedding.js";
import { flatten } from "./flatten.js";
import { sequential } from "./sequential.js";

const words = input("words", ["batch", 3], "i32");

test("each index becomes its vector", () => {
  const y = embedding(4, 2)(words);
  expectTypeOf(y.shape).toEqualTypeOf<readonly ["batch", 3, 2]>();
  expect(y.shape).toStrictEqual(["batch", 3, 2]);
  using session = createSession();
  const program = session.compile({ outputs: y });
  session.write("embedding/vectors", [
    [0, 1],
    [10, 11],
    [20, 21],
    [30, 31],
  ]);
  expect(Array.from(program.run({ words: [[2, 0, 2]] }).data)).toStrictEqual([20, 21, 0, 1, 20, 21]);
  expect(() => program.run({ words: [[2, 0, 4]] })).toThrow("4");
});

test("the gradient of a vector adds up over its places", () => {
  const y = embedding(4, 2)(words);
  const [vectors] = parametersOf(y) as [Tensor];
  expect(vectors).toMatchObject({ name: "embedding/vectors", dtype: "f32" });
  const [slope] = gradients(sum(y), [vectors]);
  expect(numbers(slope, { words: [[2, 0, 2]] })).toStrictEqual([1, 1, 0, 0, 2, 2, 0, 0]);
});

test("first vectors are normal, and layers behind it see their size", () => {
  using session = createSession({ seed: 3 });
  const network = sequential(embedding(1000, 8), flatten);
  expectTypeOf(network(words).shape).toEqualTypeOf<readonly ["batch", 24]>();
  session.compile({ outputs: network(words) });
  const { data } = session.read("embedding_1/vectors");
  const squares = Array.from(data, (value) => value ** 2);
  expect(squares.reduce((total, value) => total + value, 0) / squares.length).toBeCloseTo(1, 1);
});
