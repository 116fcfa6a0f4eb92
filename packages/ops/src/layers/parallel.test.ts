import { constant, input, mul, type Tensor } from "@adjoint/core";
import { expect, expectTypeOf, test } from "vitest";
import { relu } from "../activations/relu.js";
import { numbers, parameterNames } from "../evaluation.properties.js";
import { conv2d } from "./conv2d.js";
import { dense } from "./dense.js";
import { lambda } from "./lambda.js";
import { maxPool2d } from "./maxPool2d.js";
import { parallel } from "./parallel.js";
import { sequential } from "./sequential.js";

const x = input("x", ["batch", 2]);

test("outputs stand side by side along the last dimension, in the order of the layers", () => {
  const doubled = lambda((y: Tensor) => mul(y, 2), "doubled");
  expect(numbers(parallel(relu, doubled)(constant([[-1, 3]])))).toStrictEqual([0, 3, -2, 6]);
});

test("tsc adds up the widths, also inside of a network", () => {
  const both = parallel(dense(16), sequential(dense(8), relu, dense(4)));
  expectTypeOf(both(x)).toEqualTypeOf<Tensor<readonly ["batch", 20]>>();
  expectTypeOf(sequential(both, dense(3))(x)).toEqualTypeOf<Tensor<readonly ["batch", 3]>>();
  const images = input("images", ["batch", 8, 8, 3]);
  const inception = parallel(conv2d(4, { size: 1 }), maxPool2d(3, { stride: 1, padding: "same" }));
  expectTypeOf(inception(images)).toEqualTypeOf<Tensor<readonly ["batch", 8, 8, 7]>>();
  expect(inception(images).shape).toStrictEqual(["batch", 8, 8, 7]);
  // @ts-expect-error Type 'Tensor<readonly ["batch", 8, 8, 3]>' is not assignable to type '"concat: dimensions 8 and 4 differ"'.
  expect(() => parallel(conv2d(4, { size: 1 }), maxPool2d(2))(images)).toThrow("concat");
});

test("parameters are called by kind and number below the layer's name", () => {
  const bare = { bias: false };
  expect(parameterNames(parallel(dense(1, bare), dense(1, bare))(x))).toStrictEqual([
    "parallel/dense_1/weights",
    "parallel/dense_2/weights",
  ]);
  expect(parameterNames(sequential(dense(2, bare), parallel(dense(1, bare)))(x))).toStrictEqual([
    "dense_1/weights",
    "parallel_1/dense_1/weights",
  ]);
});

test("of no layers there is nothing to put together", () => {
  expect(() => parallel()(x)).toThrow("concat");
});
