import { input, type Tensor } from "@adjoint/core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { relu } from "../activations/relu.js";
import { tanh } from "../activations/tanh.js";
import { averagePool1d } from "./averagePool1d.js";
import { averagePool2d } from "./averagePool2d.js";
import { batchNorm } from "./batchNorm.js";
import { conv1d } from "./conv1d.js";
import { conv2d } from "./conv2d.js";
import { dense } from "./dense.js";
import { flatten } from "./flatten.js";
import { globalAveragePool } from "./globalAveragePool.js";
import { globalMaxPool } from "./globalMaxPool.js";
import { groupNorm } from "./groupNorm.js";
import type { AnyLayer } from "./layer.js";
import { maxPool1d } from "./maxPool1d.js";
import { maxPool2d } from "./maxPool2d.js";
import { residual } from "./residual.js";
import { sequential } from "./sequential.js";

const images = input("images", ["batch", 28, 28, 3]);
const signals = input("signals", ["batch", 100, 2]);
const dynamic: Tensor = images;

/** A layer's type and what it does at run time give the same shape. */
function expectShape<const S extends readonly (number | string)[]>(found: Tensor<S>, expected: S): void {
  expect(found.shape).toStrictEqual(expected);
}

describe("results, as tsc and the run see them", () => {
  test("of convolutions of images", () => {
    expectTypeOf(conv2d(6, { size: 5 })(images)).toEqualTypeOf<Tensor<readonly ["batch", 24, 24, 6]>>();
    expectShape(conv2d(6, { size: 5 })(images), ["batch", 24, 24, 6]);
    expectShape(conv2d(6, { size: [5, 3] })(images), ["batch", 24, 26, 6]);
    expectShape(conv2d(6, { size: 5, padding: "same" })(images), ["batch", 28, 28, 6]);
    expectShape(conv2d(6, { size: 3, stride: 2, padding: "same" })(images), ["batch", 14, 14, 6]);
    expectShape(conv2d(6, { size: 3, stride: [3, 5], padding: "same" })(images), ["batch", 10, 6, 6]);
    expectShape(conv2d(6, { size: 3, stride: 2, padding: 1 })(images), ["batch", 14, 14, 6]);
    expectShape(conv2d(6, { size: 3, padding: [2, 0] })(images), ["batch", 30, 26, 6]);
    expectShape(conv2d(6, { size: 3, dilation: 4 })(images), ["batch", 20, 20, 6]);
    expectShape(conv2d(6, { size: 3, groups: 3 })(images), ["batch", 26, 26, 6]);
    expectShape(conv2d(6, { size: 28 })(images), ["batch", 1, 1, 6]);
  });

  test("of convolutions along one axis", () => {
    expectTypeOf(conv1d(4, { size: 5 })(signals)).toEqualTypeOf<Tensor<readonly ["batch", 96, 4]>>();
    expectShape(conv1d(4, { size: 5, stride: 3 })(signals), ["batch", 32, 4]);
    expectShape(conv1d(4, { size: 5, stride: 3, padding: "same" })(signals), ["batch", 34, 4]);
    expectShape(conv1d(4, { size: 5, dilation: 3, padding: 2, groups: 2 })(signals), ["batch", 92, 4]);
  });

  test("of pooling", () => {
    expectTypeOf(maxPool2d(2)(images)).toEqualTypeOf<Tensor<readonly ["batch", 14, 14, 3]>>();
    expectShape(maxPool2d(3)(images), ["batch", 9, 9, 3]);
    expectShape(maxPool2d(3, { padding: "same" })(images), ["batch", 10, 10, 3]);
    expectShape(averagePool2d([2, 4])(images), ["batch", 14, 7, 3]);
    expectShape(averagePool2d(3, { stride: 2, padding: 1 })(images), ["batch", 14, 14, 3]);
    expectShape(maxPool1d(4)(signals), ["batch", 25, 2]);
    expectShape(averagePool1d(4, { stride: 1 })(signals), ["batch", 97, 2]);
    expectShape(globalAveragePool(images), ["batch", 3]);
    expectShape(globalMaxPool(input("words", ["batch", "words", 8])), ["batch", 8]);
    expectShape(flatten(images), ["batch", 2352]);
    expectShape(flatten(input("rows", ["batch"])), ["batch", 1]);
  });

  test("of LeNet-5", () => {
    const network = sequential(
      conv2d(6, { size: 5, padding: "same" }),
      tanh,
      averagePool2d(2),
      conv2d(16, { size: 5 }),
      tanh,
      averagePool2d(2),
      flatten,
      dense(120),
      tanh,
      dense(84),
      tanh,
      dense(10),
    );
    expectTypeOf(network(images)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectShape(network(images), ["batch", 10]);
  });

  test("of a residual network of images", () => {
    const block = residual(
      sequential(conv2d(8, { size: 3, padding: "same" }), batchNorm(), relu, conv2d(8, { size: 3, padding: "same" })),
      { project: true },
    );
    expectShape(block(images), ["batch", 28, 28, 8]);
    expectShape(sequential(block, groupNorm(4), globalAveragePool)(images), ["batch", 8]);
  });

  test("of what is known at run time only", () => {
    expectTypeOf(conv2d(6, { size: 5 })(dynamic)).toEqualTypeOf<Tensor>();
    expectTypeOf(sequential(maxPool2d(2), flatten)(dynamic)).toEqualTypeOf<Tensor>();
    const size: number = 5;
    expectTypeOf(conv2d(6, { size })(images)).toEqualTypeOf<Tensor<readonly ["batch", number, number, 6]>>();
    const padding = "same" as "same" | "valid";
    expectTypeOf(conv1d(6, { size: 3, padding })(signals)).toEqualTypeOf<Tensor<readonly ["batch", number, 6]>>();
    const some = (): AnyLayer => conv2d(6, { size: 5 });
    expectTypeOf(sequential(some(), flatten)(images)).toEqualTypeOf<Tensor>();
  });
});

describe("refusals: what the compiler underlines, the run refuses too", () => {
  test("a window that does not fit", () => {
    // @ts-expect-error Type 'Tensor<readonly ["batch", 28, 28, 3]>' is not assignable to type '"conv2d: a window that spans 29 does not fit into 28"'.
    expect(() => conv2d(6, { size: 29 })(images)).toThrow("a window of 29 × 29");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 28, 28, 3]>' is not assignable to type '"conv2d: a window that spans 41 does not fit into 30"'.
    expect(() => conv2d(6, { size: 5, dilation: 10, padding: 1 })(images)).toThrow("a window of 41 × 41");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 100, 2]>' is not assignable to type '"conv1d: a window that spans 101 does not fit into 100"'.
    expect(() => conv1d(6, { size: 101 })(signals)).toThrow("a window of 101");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 28, 28, 3]>' is not assignable to type '"maxPool2d: a window that spans 30 does not fit into 28"'.
    expect(() => maxPool2d([2, 30])(images)).toThrow("a window of 2 × 30");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 28, 28, 3]>' is not assignable to type '"conv2d: a window that spans 5 does not fit into 3"'.
    expect(() => sequential(maxPool2d(8), conv2d(6, { size: 5 }))(images)).toThrow("a window of 5 × 5");
  });

  test("another number of dimensions", () => {
    // @ts-expect-error Type 'Tensor<readonly ["batch", 100, 2]>' is not assignable to type '"conv2d: the input must be [batch, height, width, channels]"'.
    expect(() => conv2d(6, { size: 1 })(signals)).toThrow("expected [batch, height, width, channels]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 28, 28, 3]>' is not assignable to type '"averagePool1d: the input must be [batch, length, channels]"'.
    expect(() => averagePool1d(2)(images)).toThrow("expected [batch, length, channels]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 3]>' is not assignable to type '"globalMaxPool: the input must be [batch, ...space, channels]"'.
    expect(() => globalMaxPool(input("rows", ["batch", 3]))).toThrow("expected [batch, …space, channels]");
    // @ts-expect-error Type 'Tensor<readonly []>' is not assignable to type '"flatten: the input needs a batch dimension"'.
    expect(() => flatten(input("scalar", []))).toThrow("expected [batch, …sizes]");
  });

  test("space or channels that have only a name", () => {
    const words = input("words", ["batch", "words", 8]);
    // @ts-expect-error Type 'Tensor<readonly ["batch", "words", 8]>' is not assignable to type '"conv1d: space must have sizes, not the name words"'.
    expect(() => conv1d(6, { size: 1 })(words)).toThrow("[batch, words, 8]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", "words", 8]>' is not assignable to type '"flatten: all dimensions but the first must have sizes, not the name words"'.
    expect(() => flatten(words)).toThrow("[batch, words, 8]");
    const bands = input("bands", ["batch", 8, "bands"]);
    // @ts-expect-error Type 'Tensor<readonly ["batch", 8, "bands"]>' is not assignable to type '"conv1d: the channels must have a size, not the name bands"'.
    expect(() => conv1d(6, { size: 1 })(bands)).toThrow("[batch, 8, bands]");
  });

  test("channels that do not divide into groups", () => {
    // @ts-expect-error Type 'Tensor<readonly ["batch", 28, 28, 3]>' is not assignable to type '"conv2d: 3 channels do not divide into 2 groups"'.
    expect(() => conv2d(6, { size: 3, groups: 2 })(images)).toThrow("channels in 2 groups");
  });

  test("options of the wrong kind", () => {
    // @ts-expect-error Type '"full"' is not assignable to type 'Padding<Pair>'.
    expect(() => conv2d(6, { size: 3, padding: "full" })).toThrow("padding must be valid, same or a whole number ≥ 0");
    // @ts-expect-error Object literal may only specify known properties, but 'strides' does not exist in type 'Conv2dOptions<3, 1, "valid", 1, 1>'. Did you mean to write 'stride'?
    conv2d(6, { size: 3, strides: 2 });
    // @ts-expect-error Property 'size' is missing in type '{ stride: 2; }' but required in type 'Conv2dOptions<Pair, 2, "valid", 1, 1>'.
    expect(() => conv2d(6, { stride: 2 })).toThrow();
    // @ts-expect-error Type 'number[]' is not assignable to type 'number'.
    expect(() => conv1d(6, { size: [3, 3] })).not.toThrow();
  });
});
