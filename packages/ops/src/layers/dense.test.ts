import { constant, createSession, evaluate, input, type Tensor } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { relu } from "../activations/relu.js";
import { numbers, parameterNames, parametersOf } from "../evaluation.properties.js";
import { dense } from "./dense.js";
import { sequential } from "./sequential.js";

const x = constant([
  [1, 2],
  [3, 4],
]);
/** 1, 2, 3, … in row-major order. */
const counting = (shape: readonly number[], _key: Tensor, dtype: Tensor["dtype"]): Tensor => {
  const size = shape.reduce((product, dim) => product * dim, 1);
  return constant(
    Float64Array.from({ length: size }, (_, i) => i + 1),
    { dtype, shape },
  );
};

describe("y = x·W + b", () => {
  test("with weights [[1, 2, 3], [4, 5, 6]]", () => {
    const layer = (bias: number) => dense(3, { initial: counting, initialBias: bias });
    expect(numbers(layer(0)(x))).toStrictEqual([9, 12, 15, 19, 26, 33]);
    expect(numbers(layer(100)(x))).toStrictEqual([109, 112, 115, 119, 126, 133]);
    expect(numbers(dense(3, { initial: counting, initialBias: counting })(x))).toStrictEqual([10, 14, 18, 20, 28, 36]);
  });

  test("without a bias there is no such parameter", () => {
    expect(numbers(dense(3, { initial: counting, bias: false })(x))).toStrictEqual([9, 12, 15, 19, 26, 33]);
    expect(parameterNames(dense(3, { bias: false })(x))).toStrictEqual(["dense/weights"]);
  });

  test("all but the last dimension are a batch", () => {
    const layer = dense(1, { initial: counting });
    const boxes = constant([[[1, 2]], [[3, 4]]]);
    expect(layer(boxes).shape).toStrictEqual([2, 1, 1]);
    expect(numbers(layer(boxes))).toStrictEqual([5, 11]);
  });

  test("a batch of any size, also of none", () => {
    const rows = input("rows", ["batch", 2]);
    const y = dense(1, { initial: counting })(rows);
    expect(numbers(y, { rows: [[1, 1]] })).toStrictEqual([3]);
    expect(evaluate(y, { rows: { dtype: "f32", shape: [0, 2], data: new Float32Array(0) } })).toMatchObject({
      shape: [0, 1],
    });
  });

  test("parameters take the element type of the input", () => {
    const y = dense(3)(input("double", ["batch", 2], "f64"));
    expect(y.dtype).toBe("f64");
    expect(parametersOf(y).map(({ dtype }) => dtype)).toStrictEqual(["f64", "f64"]);
  });

  test("a layer without named features or size of its own begins with biases of 0", () => {
    const session = createSession();
    session.compile({ outputs: dense(4)(x) });
    expect(session.read("dense/bias").data).toStrictEqual(new Float32Array(4));
  });
});

describe("applied twice, a layer shares its parameters", () => {
  test("in one graph there is one set of variables", () => {
    const square = dense(2, { name: "shared", initial: counting, bias: false });
    const y = square(square(x));
    expect(parameterNames(y)).toStrictEqual(["shared/weights"]);
    // W² = [[7, 10], [15, 22]].
    expect(numbers(y)).toStrictEqual([37, 54, 81, 118]);
  });

  test("the name that it was first applied under stays", () => {
    const layer = dense(2);
    const network = sequential(layer, relu, layer);
    expect(parameterNames(network(x))).toStrictEqual(["dense_1/weights", "dense_1/bias"]);
  });

  test("in two graphs of a session too", () => {
    const layer = dense(3, { initial: counting });
    const rows = input("rows", ["batch", 2]);
    expect(parametersOf(layer(x), layer(rows))).toHaveLength(2);
  });

  test("two batches may differ in all but their features", () => {
    const layer = dense(3);
    layer(x);
    expect(layer(input("boxes", ["batch", 5, 2])).shape).toStrictEqual(["batch", 5, 3]);
  });
});

test("two unnamed layers of one graph are told apart by giving them names", () => {
  const y = dense(2)(dense(2)(x));
  expect(() => evaluate(y)).toThrowErrorMatchingInlineSnapshot(`
    [AdjointError: Two different variables of this graph are called "dense/weights".
    Give layers names of their own, dense(64, { name: "hidden" }), or apply one layer twice to share its parameters.]
  `);
  expect(evaluate(dense(2, { name: "second" })(dense(2)(x)))).toMatchObject({ shape: [2, 2] });
});
