import { input, type Tensor } from "@adjoint/core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy.js";
import { squaredError } from "./squaredError.js";

const logits = input("logits", ["batch", 10]);
const labels = input("labels", ["batch"], "i32");
const dynamic: Tensor = input("dynamic", ["batch", 10]);
const none = { reduction: "none" } as const;

describe("results", () => {
  test("are scalars, or with none what the errors are of", () => {
    expectTypeOf(softmaxCrossEntropy(logits, labels)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(softmaxCrossEntropy(logits, logits)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(softmaxCrossEntropy(logits, labels, { reduction: "sum" })).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(softmaxCrossEntropy(logits, labels, none)).toEqualTypeOf<Tensor<readonly ["batch"]>>();
    expectTypeOf(squaredError(logits, logits)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(squaredError(logits, logits, none)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
  });

  test("targets of a squared error broadcast", () => {
    const row = input("row", [10]);
    expectTypeOf(squaredError(logits, row, none)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectTypeOf(squaredError(row, logits, none)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
  });

  test("of shapes that are known at run time only", () => {
    expectTypeOf(softmaxCrossEntropy(dynamic, dynamic)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(softmaxCrossEntropy(logits, dynamic)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(softmaxCrossEntropy(dynamic, logits, none)).toEqualTypeOf<Tensor>();
    expectTypeOf(squaredError(dynamic, logits)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(squaredError(dynamic, logits, none)).toEqualTypeOf<Tensor>();
  });
});

describe("refusals: what the compiler underlines, the run refuses too", () => {
  test("targets of another shape", () => {
    // @ts-expect-error Type 'Tensor<readonly ["batch", 9]>' is not assignable to type '"dimensions 10 and 9 do not broadcast"'.
    expect(() => squaredError(logits, input("t", ["batch", 9]))).toThrow("do not broadcast");
    // @ts-expect-error Type 'Tensor<readonly ["rows", 10]>' is not assignable to type '"dimensions batch and rows do not broadcast"'.
    expect(() => squaredError(logits, input("t", ["rows", 10]))).toThrow("do not broadcast");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 9]>' is not assignable to type '"softmaxCrossEntropy: the targets are neither one label per row nor rows like the logits"'.
    expect(() => softmaxCrossEntropy(logits, input("rows", ["batch", 9]))).toThrow("expected i32 labels [batch]");
    // @ts-expect-error Type 'Tensor<readonly ["rows"]>' is not assignable to type '"softmaxCrossEntropy: the targets are neither one label per row nor rows like the logits"'.
    expect(() => softmaxCrossEntropy(logits, input("labels", ["rows"], "i32"))).toThrow("expected i32 labels [batch]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 1]>' is not assignable to type '"softmaxCrossEntropy: the targets are neither one label per row nor rows like the logits"'.
    expect(() => softmaxCrossEntropy(logits, input("labels", ["batch", 1], "i32"))).toThrow("expected i32 labels");
  });

  test("a reduction that there is not", () => {
    // @ts-expect-error Type '"average"' is not assignable to type 'Reduction | undefined'.
    expect(() => squaredError(logits, logits, { reduction: "average" })).toThrow("reduction must be one of");
    // @ts-expect-error Type '"average"' is not assignable to type 'Reduction | undefined'.
    expect(() => softmaxCrossEntropy(logits, labels, { reduction: "average" })).toThrow("reduction must be one of");
  });
});
