import { input, type Tensor } from "@adjoint/core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { cosineDistance } from "./cosineDistance.js";
import { crossEntropy } from "./crossEntropy.js";
import { huber } from "./huber.js";
import { klDivergence } from "./klDivergence.js";
import { sigmoidCrossEntropy } from "./sigmoidCrossEntropy.js";
import { triplet } from "./triplet.js";

// Checked by `tsc -p tsconfig.test.json`. A line under `@ts-expect-error` is also run, as the same mistake must not get past the
// run-time check.

const logits = input("logits", ["batch", 10]);
const labels = input("labels", ["batch"], "i32");
const dynamic: Tensor = input("dynamic", ["batch", 10]);
const none = { reduction: "none" } as const;

describe("results", () => {
  test("are scalars, or with none what the errors are of: elements or rows", () => {
    expectTypeOf(huber(logits, logits, { delta: 2 })).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(huber(logits, logits, { ...none, delta: 2 })).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectTypeOf(sigmoidCrossEntropy(logits, logits, none)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectTypeOf(crossEntropy(logits, labels, none)).toEqualTypeOf<Tensor<readonly ["batch"]>>();
    expectTypeOf(klDivergence(logits, logits, none)).toEqualTypeOf<Tensor<readonly ["batch"]>>();
    expectTypeOf(cosineDistance(logits, logits)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(triplet(logits, logits, logits, none)).toEqualTypeOf<Tensor<readonly ["batch"]>>();
  });

  test("of shapes that are known at run time only", () => {
    expectTypeOf(huber(dynamic, logits, none)).toEqualTypeOf<Tensor>();
    expectTypeOf(klDivergence(dynamic, dynamic, none)).toEqualTypeOf<Tensor>();
    expectTypeOf(crossEntropy(logits, dynamic)).toEqualTypeOf<Tensor<readonly []>>();
  });
});

describe("refusals: what the compiler underlines, the run refuses too", () => {
  test("rows of another shape", () => {
    // @ts-expect-error Type 'Tensor<readonly ["batch", 9]>' is not assignable to type '"klDivergence: the targets are not rows like the predictions"'.
    expect(() => klDivergence(logits, input("t", ["batch", 9]))).toThrow("rows of the same shape");
    // @ts-expect-error Type 'Tensor<readonly ["rows", 10]>' is not assignable to type '"cosineDistance: the targets are not rows like the predictions"'.
    expect(() => cosineDistance(logits, input("t", ["rows", 10]))).toThrow("rows of the same shape");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 9]>' is not assignable to type '"crossEntropy: the targets are neither one label per row nor rows like the logits"'.
    expect(() => crossEntropy(logits, input("t", ["batch", 9]))).toThrow("expected i32 labels [batch]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 9]>' is not assignable to type 'Tensor<readonly ["batch", 10]>'.
    expect(() => triplet(logits, logits, input("n", ["batch", 9]))).toThrow("rows of the same shape");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 9]>' is not assignable to type '"dimensions 10 and 9 do not broadcast"'.
    expect(() => huber(logits, input("t", ["batch", 9]))).toThrow("do not broadcast");
  });

  test("options that there are not, or that make no sense", () => {
    // @ts-expect-error Type '"average"' is not assignable to type 'Reduction | undefined'.
    expect(() => huber(logits, logits, { reduction: "average" })).toThrow("reduction must be one of");
    // @ts-expect-error Type 'string' is not assignable to type 'number'.
    expect(() => huber(logits, logits, { delta: "1" })).toThrow("delta must be a finite number > 0");
    // @ts-expect-error Type '"manhattan"' is not assignable to type '"euclidean" | "squared" | undefined'.
    expect(() => triplet(logits, logits, logits, { distance: "manhattan" })).toThrow("distance must be");
  });
});
