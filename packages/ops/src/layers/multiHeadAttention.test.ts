import { createSession, evaluate, gradients, input, named, slice, sum, type Tensor } from "@adjoint/core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { parametersOf } from "../evaluation.properties.js";
import { multiHeadAttention } from "./multiHeadAttention.js";

const words = input("words", ["batch", 4, 6]);
const feeds = { words: Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)) };

test("the shape stays, also where positions have only a name", () => {
  const y = multiHeadAttention(2)(words);
  expectTypeOf(y).toEqualTypeOf<Tensor<readonly ["batch", 4, 6]>>();
  const texts = input("texts", ["batch", "length", 6]);
  const causal = multiHeadAttention(2, { causal: true })(texts);
  expect(causal.shape).toStrictEqual(["batch", "length", 6]);
  expect(evaluate(causal, { texts: { dtype: "f32", shape: [1, 4, 6], data: feeds.words } })).toStrictEqual(
    evaluate(named("fixed", multiHeadAttention(2, { causal: true })(words)), feeds),
  );
});

describe("looking back only", () => {
  /** Which positions of the input the output at one position depends on. */
  const seen = (causal: boolean, position: number): readonly boolean[] => {
    const y: Tensor = multiHeadAttention(3, { causal })(words);
    const [slope] = gradients(sum(slice(y, { axis: 1, start: position, end: position + 1 })), [words]);
    const { data } = evaluate(slope, feeds);
    return [0, 1, 2, 3].map((other) => data.subarray(6 * other, 6 * other + 6).some((value) => value !== 0));
  };

  test("a position depends on itself and earlier ones; else on all", () => {
    expect(seen(true, 0)).toStrictEqual([true, false, false, false]);
    expect(seen(true, 2)).toStrictEqual([true, true, true, false]);
    expect(seen(false, 0)).toStrictEqual([true, true, true, true]);
  });
});

test("a head of one position only passes its value on: y = (x·W_v)·W_o", () => {
  const one = input("one", ["batch", 1, 2]);
  const y = multiHeadAttention(1, { bias: false })(one);
  using session = createSession();
  const program = session.compile({ outputs: y });
  session.write("multiHeadAttention/value/weights", new Float32Array([1, 2, 3, 4]));
  session.write("multiHeadAttention/output/weights", new Float32Array([1, 0, 1, 1]));
  // [1, 1]·[[1, 2], [3, 4]] = [4, 6], and [4, 6]·[[1, 0], [1, 1]] = [10, 6].
  expect(Array.from(program.run({ one: [[[1, 1]]] }).data)).toStrictEqual([10, 6]);
});

test("parameters", () => {
  const shapes = (options: Parameters<typeof multiHeadAttention>[1]) =>
    Object.fromEntries(
      parametersOf(multiHeadAttention(2, { name: "self", ...options })(words)).map(({ name, shape }) => [name, shape]),
    );
  expect(shapes({ width: 4, bias: false })).toStrictEqual({
    "self/query/weights": [6, 8],
    "self/key/weights": [6, 8],
    "self/value/weights": [6, 8],
    "self/output/weights": [8, 6],
  });
  expect(shapes({})).toMatchObject({ "self/output/weights": [6, 6], "self/query/bias": [6] });
});

test("what the compiler underlines, the run refuses too", () => {
  // @ts-expect-error Type 'Tensor<readonly ["batch", 6]>' is not assignable to type '"multiHeadAttention: the input must be [batch, positions, features]"'.
  expect(() => multiHeadAttention(2)(input("rows", ["batch", 6]))).toThrow("expected [batch, positions, features]");
  // @ts-expect-error Type 'Tensor<readonly ["batch", 4, "d"]>' is not assignable to type '"multiHeadAttention: the features must have a size, not the name d"'.
  expect(() => multiHeadAttention(2)(input("named", ["batch", 4, "d"]))).toThrow("[batch, 4, d]");
  expect(() => multiHeadAttention(4)(words)).toThrow("which 4 heads share evenly");
});
