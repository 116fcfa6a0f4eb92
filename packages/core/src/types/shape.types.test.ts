import { describe, expect, expectTypeOf, test } from "vitest";
import {
  add,
  argmax,
  broadcastTo,
  concat,
  constant,
  div,
  equal,
  gather,
  grad,
  gradients,
  greater,
  input,
  iota,
  matmul,
  max,
  mul,
  named,
  parameter,
  reshape,
  select,
  sub,
  sum,
  type Tensor,
  tanh,
  transpose,
  valueAndGrad,
} from "../index.js";
import type { Add, Divide, Multiply, Subtract } from "./arithmetic.js";
import type { Broadcast, Concat, Matmul, Permute, Reduce, Reshape, Shape } from "./shape.js";

// These are checked by `tsc -p tsconfig.test.json`; at run time they do nothing. A line under `@ts-expect-error` is also run,
// as the same mistake must not get past the run-time check. The comment beside it is what tsc prints at its end.

type PixelBatch = readonly ["batch", 784];

describe("arithmetic on literal types", () => {
  test("is exact, also over carries", () => {
    expectTypeOf<Add<784, 10>>().toEqualTypeOf<794>();
    expectTypeOf<Add<999, 1>>().toEqualTypeOf<1000>();
    expectTypeOf<Add<0, 0>>().toEqualTypeOf<0>();
    expectTypeOf<Add<5, 123456>>().toEqualTypeOf<123461>();
    expectTypeOf<Subtract<28, 5>>().toEqualTypeOf<23>();
    expectTypeOf<Subtract<1000, 1>>().toEqualTypeOf<999>();
    expectTypeOf<Subtract<100_200, 99_999>>().toEqualTypeOf<201>();
    expectTypeOf<Subtract<7, 7>>().toEqualTypeOf<0>();
    expectTypeOf<Subtract<5, 28>>().toEqualTypeOf<never>();
    expectTypeOf<Subtract<number, 28>>().toEqualTypeOf<number>();
    expectTypeOf<Divide<28, 5>>().toEqualTypeOf<5>();
    expectTypeOf<Divide<4, 5>>().toEqualTypeOf<0>();
    expectTypeOf<Divide<0, 5>>().toEqualTypeOf<0>();
    expectTypeOf<Divide<123_456, 789>>().toEqualTypeOf<156>();
    expectTypeOf<Divide<99_999, 1>>().toEqualTypeOf<99_999>();
    expectTypeOf<Divide<1000, 10>>().toEqualTypeOf<100>();
    expectTypeOf<Divide<100, 1000>>().toEqualTypeOf<0>();
    expectTypeOf<Divide<28, number>>().toEqualTypeOf<number>();
    expectTypeOf<Multiply<28, 28>>().toEqualTypeOf<784>();
    expectTypeOf<Multiply<0, 28>>().toEqualTypeOf<0>();
    expectTypeOf<Multiply<28, 0>>().toEqualTypeOf<0>();
    expectTypeOf<Multiply<1, 10>>().toEqualTypeOf<10>();
    expectTypeOf<Multiply<100, 10>>().toEqualTypeOf<1000>();
    expectTypeOf<Multiply<99, 99>>().toEqualTypeOf<9801>();
    expectTypeOf<Multiply<512, 1024>>().toEqualTypeOf<524288>();
  });

  test("is a number when an operand is", () => {
    expectTypeOf<Add<number, 10>>().toEqualTypeOf<number>();
    expectTypeOf<Add<10, number>>().toEqualTypeOf<number>();
    expectTypeOf<Multiply<number, 10>>().toEqualTypeOf<number>();
  });
});

describe("Broadcast", () => {
  test("aligns on the right and stretches ones", () => {
    expectTypeOf<Broadcast<PixelBatch, readonly [784]>>().toEqualTypeOf<PixelBatch>();
    expectTypeOf<Broadcast<readonly [784], PixelBatch>>().toEqualTypeOf<PixelBatch>();
    expectTypeOf<Broadcast<readonly ["batch", 1], readonly [3, 1, 5]>>().toEqualTypeOf<readonly [3, "batch", 5]>();
    expectTypeOf<Broadcast<readonly [], PixelBatch>>().toEqualTypeOf<PixelBatch>();
    expectTypeOf<Broadcast<readonly [0], readonly [1]>>().toEqualTypeOf<readonly [0]>();
  });

  test("takes a literal over a size that only run time knows", () => {
    expectTypeOf<Broadcast<readonly [number], readonly [74]>>().toEqualTypeOf<readonly [74]>();
    expectTypeOf<Broadcast<readonly [74], readonly [number]>>().toEqualTypeOf<readonly [74]>();
    expectTypeOf<Broadcast<Shape, readonly [74]>>().toEqualTypeOf<Shape>();
    expectTypeOf<Broadcast<readonly [74], Shape>>().toEqualTypeOf<Shape>();
  });

  test("names the dimensions that clash", () => {
    expectTypeOf<Broadcast<readonly [75], readonly [74]>>().toEqualTypeOf<"dimensions 75 and 74 do not broadcast">();
    expectTypeOf<
      Broadcast<readonly ["batch"], readonly [74]>
    >().toEqualTypeOf<"dimensions batch and 74 do not broadcast">();
    expectTypeOf<
      Broadcast<readonly ["a", 3], readonly ["b", 3]>
    >().toEqualTypeOf<"dimensions a and b do not broadcast">();
  });
});

describe("Matmul", () => {
  test("keeps the outer dimensions", () => {
    expectTypeOf<Matmul<readonly ["b", 75], readonly [75, 10]>>().toEqualTypeOf<readonly ["b", 10]>();
    expectTypeOf<Matmul<readonly ["b", 3, 75], readonly [75, 10]>>().toEqualTypeOf<readonly ["b", 3, 10]>();
    expectTypeOf<Matmul<readonly [5, 2, 3], readonly [5, 3, 4]>>().toEqualTypeOf<readonly [5, 2, 4]>();
    expectTypeOf<Matmul<Shape, readonly [5, 3, 4]>>().toEqualTypeOf<Shape>();
  });

  test("says what is wrong", () => {
    expectTypeOf<
      Matmul<readonly ["b", 75], readonly [76, 10]>
    >().toEqualTypeOf<"matmul: inner dimensions 75 and 76 differ">();
    expectTypeOf<
      Matmul<readonly [75], readonly [75, 10]>
    >().toEqualTypeOf<"matmul: the left operand needs at least two dimensions">();
    expectTypeOf<
      Matmul<readonly [10, 75], readonly [75]>
    >().toEqualTypeOf<"matmul: the right operand needs at least two dimensions">();
    expectTypeOf<
      Matmul<readonly [2, 3, 4], readonly [5, 4, 3]>
    >().toEqualTypeOf<"dimensions 2 and 5 do not broadcast">();
  });
});

test("Reduce drops the axes, or keeps them as ones", () => {
  expectTypeOf<Reduce<readonly ["b", 3, 75], readonly [-1], false>>().toEqualTypeOf<readonly ["b", 3]>();
  expectTypeOf<Reduce<readonly ["b", 3, 75], readonly [0, 1], true>>().toEqualTypeOf<readonly [1, 1, 75]>();
  expectTypeOf<Reduce<readonly ["b", 3, 75], readonly [-3, 2], false>>().toEqualTypeOf<readonly [3]>();
  expectTypeOf<Reduce<readonly ["b", 3, 75], readonly [], false>>().toEqualTypeOf<readonly ["b", 3, 75]>();
  expectTypeOf<Reduce<readonly ["b", 3, 75], undefined, false>>().toEqualTypeOf<readonly []>();
  expectTypeOf<Reduce<readonly ["b", 3, 75], undefined, true>>().toEqualTypeOf<readonly [1, 1, 1]>();
  expectTypeOf<Reduce<readonly ["b", 3], readonly number[], false>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<Shape, readonly [0], false>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<Shape, undefined, true>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<Shape, undefined, false>>().toEqualTypeOf<readonly []>();
});

test("Permute reorders", () => {
  expectTypeOf<Permute<readonly ["b", 3, 75], readonly [2, 0, 1]>>().toEqualTypeOf<readonly [75, "b", 3]>();
  expectTypeOf<Permute<readonly ["b", 3], readonly number[]>>().toEqualTypeOf<Shape>();
  expectTypeOf<
    Permute<readonly ["b", 3, 75], readonly [1, 0]>
  >().toEqualTypeOf<"transpose: 2 axes given for 3 dimensions">();
});

test("Reshape counts the elements and keeps the names", () => {
  expectTypeOf<Reshape<readonly ["b", 28, 28], readonly ["b", 784]>>().toEqualTypeOf<readonly ["b", 784]>();
  expectTypeOf<Reshape<readonly ["b", 28, 28], readonly ["b", number]>>().toEqualTypeOf<readonly ["b", number]>();
  expectTypeOf<
    Reshape<readonly ["b", 28, 28], readonly ["b", 783]>
  >().toEqualTypeOf<"reshape: 784 elements do not fill 783">();
  expectTypeOf<
    Reshape<readonly ["b", 28, 28], readonly [28, 28]>
  >().toEqualTypeOf<"reshape: a named dimension must stay a dimension of its own">();
  expectTypeOf<
    Reshape<readonly [28, 28], readonly ["b", 28, 28]>
  >().toEqualTypeOf<"reshape: a named dimension must stay a dimension of its own">();
});

test("Concat adds up one axis", () => {
  expectTypeOf<Concat<readonly [PixelBatch, readonly ["batch", 10]], 1>>().toEqualTypeOf<readonly ["batch", 794]>();
  expectTypeOf<Concat<readonly [PixelBatch, readonly ["batch", 10], readonly ["batch", 6]], -1>>().toEqualTypeOf<
    readonly ["batch", 800]
  >();
  expectTypeOf<Concat<readonly [readonly [2, 3]], 0>>().toEqualTypeOf<readonly [2, 3]>();
  expectTypeOf<Concat<readonly Shape[], 0>>().toEqualTypeOf<Shape>();
  expectTypeOf<
    Concat<readonly [readonly ["b", 784], readonly [3, 10]], 1>
  >().toEqualTypeOf<"concat: dimensions b and 3 differ">();
  expectTypeOf<Concat<readonly [readonly [2, 3], readonly [2]], 1>>().toEqualTypeOf<"concat: the ranks differ">();
});

describe("the functions compute the types of their results", () => {
  const pixels = input("pixels", ["batch", 784]);
  const weights = parameter("weights", [784, 10]);
  const bias = parameter("bias", [10]);

  test("of a layer", () => {
    const logits = add(matmul(pixels, weights), bias);
    expectTypeOf(logits).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectTypeOf(tanh(logits)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectTypeOf(argmax(logits)).toEqualTypeOf<Tensor<readonly ["batch"]>>();
    expectTypeOf(max(logits, { axes: [-1], keepDims: true })).toEqualTypeOf<Tensor<readonly ["batch", 1]>>();
    expectTypeOf(sum(logits)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(named("logits", logits)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectTypeOf(gradients(sum(logits), [weights, bias])).toEqualTypeOf<
      readonly [Tensor<readonly [784, 10]>, Tensor<readonly [10]>]
    >();
  });

  test("of elementwise functions, with numbers too", () => {
    expectTypeOf(mul(pixels, 2)).toEqualTypeOf<Tensor<PixelBatch>>();
    expectTypeOf(sub(1, pixels)).toEqualTypeOf<Tensor<PixelBatch>>();
    expectTypeOf(add(1, 2)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(div(pixels, input("scale", ["batch", 1]))).toEqualTypeOf<Tensor<PixelBatch>>();
    expectTypeOf(equal(pixels, 0)).toEqualTypeOf<Tensor<PixelBatch>>();
    expectTypeOf(select(greater(bias, 0), pixels10, 0)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
  });
  const pixels10 = input("ten", ["batch", 10]);

  test("of movement", () => {
    expectTypeOf(reshape(pixels, ["batch", 28, 28])).toEqualTypeOf<Tensor<readonly ["batch", 28, 28]>>();
    expectTypeOf(transpose(pixels, [1, 0])).toEqualTypeOf<Tensor<readonly [784, "batch"]>>();
    expectTypeOf(concat([pixels, pixels10], -1)).toEqualTypeOf<Tensor<readonly ["batch", 794]>>();
    expectTypeOf(broadcastTo(bias, ["batch", 10])).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
    expectTypeOf(gather(weights, iota("batch"))).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
  });

  test("of constants and of derivatives of functions", () => {
    expectTypeOf(constant(1)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(constant([1, 2])).toEqualTypeOf<Tensor<Shape>>();
    expectTypeOf(constant(new Float32Array(6), { shape: [2, 3] })).toEqualTypeOf<Tensor<readonly [2, 3]>>();
    const f = (x: Tensor<readonly [10]>) => sum(tanh(x));
    expectTypeOf(grad(f)(bias)).toEqualTypeOf<Tensor<readonly [10]>>();
    expectTypeOf(valueAndGrad(f)(bias)[1]).toEqualTypeOf<Tensor<readonly [10]>>();
  });
});

describe("a wrong shape does not compile, and does not run", () => {
  const [a, b] = [input("a", ["batch", 75]), input("b", [76, 10])] as const;

  test("matmul", () => {
    // @ts-expect-error Type 'Tensor<readonly [76, 10]>' is not assignable to type '"matmul: inner dimensions 75 and 76 differ"'.
    expect(() => matmul(a, b)).toThrow("inner dimensions");
    // @ts-expect-error … is not assignable to type '"matmul: the left operand needs at least two dimensions"'.
    expect(() => matmul(input("v", [76]), b)).toThrow("fewer than two dimensions");
  });

  test("add", () => {
    // @ts-expect-error Type 'Tensor<readonly [76, 10]>' is not assignable to type '"dimensions batch and 76 do not broadcast"'.
    expect(() => add(a, b)).toThrow("do not broadcast");
    // @ts-expect-error Type 'Tensor<readonly ["other", 75]>' is not assignable to type '"dimensions batch and other do not broadcast"'.
    expect(() => add(a, input("c", ["other", 75]))).toThrow("do not broadcast");
  });

  test("concat", () => {
    // @ts-expect-error … is not assignable to type '"concat: dimensions batch and 76 differ"'.
    expect(() => concat([a, b], 1)).toThrow("differ in more than axis 1");
    // @ts-expect-error … is not assignable to type '"concat: the ranks differ"'.
    expect(() => concat([a, input("d", ["batch"])], 0)).toThrow("differ in more than axis 0");
  });

  test("reshape", () => {
    // @ts-expect-error Type '[…]' is not assignable to type '"reshape: 760 elements do not fill 761"'.
    expect(() => reshape(b, [761])).toThrow("holds 761");
    // @ts-expect-error Type '[…]' is not assignable to type '"reshape: a named dimension must stay a dimension of its own"'.
    expect(() => reshape(a, [75])).toThrow("must stay a dimension of its own");
  });

  test("transpose", () => {
    // @ts-expect-error Type '[0, 2, 1]' is not assignable to type '"transpose: 3 axes given for 2 dimensions"'.
    expect(() => transpose(a, [0, 2, 1])).toThrow("does not name each axis");
  });

  test("select", () => {
    // @ts-expect-error Type 'Tensor<readonly [76, 10]>' is not assignable to type '"dimensions batch and 76 do not broadcast"'.
    expect(() => select(greater(a, 0), a, b)).toThrow("do not broadcast");
    // @ts-expect-error Type 'Tensor<readonly [74]>' is not assignable to type '"dimensions 75 and 74 do not broadcast"'.
    expect(() => select(greater(a, 0), 0, input("e", [74]))).toThrow("do not broadcast");
  });
});

describe("a plain Tensor is accepted everywhere, and gives one", () => {
  const x: Tensor = input("x", [3, 3]);
  const y = input("y", [3, 3]);

  test("by elementwise functions, products and selections", () => {
    expectTypeOf(add(x, y)).toEqualTypeOf<Tensor>();
    expectTypeOf(add(y, x)).toEqualTypeOf<Tensor>();
    expectTypeOf(mul(x, 2)).toEqualTypeOf<Tensor>();
    expectTypeOf(matmul(x, y)).toEqualTypeOf<Tensor>();
    expectTypeOf(matmul(y, x)).toEqualTypeOf<Tensor>();
    expectTypeOf(select(greater(x, 0), y, x)).toEqualTypeOf<Tensor>();
    expectTypeOf(select(greater(y, 0), x, 0)).toEqualTypeOf<Tensor>();
    expectTypeOf(tanh(x)).toEqualTypeOf<Tensor>();
  });

  test("by movement, reductions and derivatives", () => {
    expectTypeOf(reshape(x, [9])).toEqualTypeOf<Tensor<readonly [9]>>();
    expectTypeOf(transpose(x, [1, 0])).toEqualTypeOf<Tensor>();
    expectTypeOf(concat([x, y], 0)).toEqualTypeOf<Tensor>();
    expectTypeOf(concat([x, x] as readonly Tensor[], 0)).toEqualTypeOf<Tensor>();
    expectTypeOf(sum(x, { axes: [0] })).toEqualTypeOf<Tensor>();
    expectTypeOf(sum(x)).toEqualTypeOf<Tensor<readonly []>>();
    expectTypeOf(argmax(x)).toEqualTypeOf<Tensor>();
    expectTypeOf(gather(x, iota(3))).toEqualTypeOf<Tensor>();
    expectTypeOf(gradients(sum(mul(x, x)), [x])).toEqualTypeOf<readonly [Tensor]>();
    expectTypeOf(y).toExtend<Tensor>();
  });
});
