import { constant, exp, input, mul, reshape, type Shape, type Tensor, transpose } from "@adjoint/core";
import { expect, expectTypeOf, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { dense } from "./dense.js";
import { lambda } from "./lambda.js";
import { sequential } from "./sequential.js";

const x = input("x", ["batch", 6]);

test("the function is applied, and is told whether the graph is for training", () => {
  const layer = lambda((y: Tensor, { training }) => mul(y, training ? 10 : 2));
  expect(numbers(layer(constant([1, 2])))).toStrictEqual([2, 4]);
  expect(numbers(sequential(layer, layer)(constant([1, 2]), { training: true }))).toStrictEqual([100, 200]);
});

test("shapes are followed as far as the function's type tells them", () => {
  expectTypeOf(lambda(exp)(x)).toEqualTypeOf<Tensor<readonly ["batch", 6]>>();
  expectTypeOf(lambda(<S extends Shape>(y: Tensor<S>) => exp(y))(x)).toEqualTypeOf<Tensor<readonly ["batch", 6]>>();
  expectTypeOf(lambda((y: Tensor) => exp(y))(x)).toEqualTypeOf<Tensor>();
  const folded = lambda((y: Tensor<readonly ["batch", 6]>) => reshape(y, ["batch", 2, 3]), "folded");
  expectTypeOf(sequential(folded, dense(4))(x)).toEqualTypeOf<Tensor<readonly ["batch", 2, 4]>>();
  expect(folded.kind).toBe("folded");
});

test("tsc refuses what the function is not declared for", () => {
  const turned = lambda((y: Tensor<readonly ["batch", 6]>) => transpose(y, [1, 0]));
  // @ts-expect-error Type 'Tensor<readonly ["batch", 7]>' is not assignable to type '"lambda: the function is declared for another shape"'.
  turned(input("wide", ["batch", 7]));
});
