import { constant, createSession, gradients, input, mul, neg, sum, type Tensor } from "@adjoint/core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { numbers, parameterNames } from "../evaluation.properties.js";
import { conv2d } from "./conv2d.js";
import { dense } from "./dense.js";
import { layer, type Same } from "./layer.js";
import { residual } from "./residual.js";

const x = constant([[1, -2]]);

test("x is added to what the inner layer makes of it", () => {
  const doubled = layer<Same>("doubled", (y) => mul(y, 2));
  expect(numbers(residual(doubled)(x))).toStrictEqual([3, -6]);
});

test("around a layer that starts at 0 it is the identity, with the identity's derivative", () => {
  const y = residual(dense(2, { initial: (shape, _key, dtype) => constant(new Float64Array(4), { shape, dtype }) }))(x);
  expect(numbers(y)).toStrictEqual([1, -2]);
  expect(numbers(gradients(sum(y), [x])[0])).toStrictEqual([1, 1]);
});

test("where the inner layer takes x away nothing is left, of the derivative either", () => {
  const negated = layer<Same>("negated", (y) => neg(y));
  const y = residual(negated)(x);
  expect(numbers(y)).toStrictEqual([0, 0]);
  expect(numbers(gradients(sum(y), [x])[0])).toStrictEqual([0, 0]);
});

describe("with a projection", () => {
  const wider = residual(dense(3, { bias: false, name: "inner" }), { project: true, name: "block" });

  test("x is multiplied by a matrix where the inner layer gives another number of features", () => {
    const rows = input("rows", ["batch", 2]);
    expectTypeOf(wider(rows)).toEqualTypeOf<Tensor<readonly ["batch", 3]>>();
    using session = createSession();
    const program = session.compile({ outputs: wider(rows) });
    session.write("block/projection/weights", new Float32Array([1, 2, 3, 4, 5, 6]));
    session.write("inner/weights", new Float32Array([10, 0, 0, 0, 10, 0]));
    expect(Array.from(program.run({ rows: [[1, -2]] }).data)).toStrictEqual([1 - 8 + 10, 2 - 10 - 20, 3 - 12]);
  });

  test("and where it gives as many, x itself is added", () => {
    expect(parameterNames(residual(dense(2, { bias: false }), { project: true })(x))).toStrictEqual([
      "residual/dense/weights",
    ]);
  });

  test("other dimensions must stay", () => {
    const images = input("images", ["batch", 4, 4, 2]);
    const same = residual(conv2d(5, { size: 3, padding: "same" }), { project: true });
    expect(same(images).shape).toStrictEqual(["batch", 4, 4, 5]);
    const cut = residual(conv2d(5, { size: 3 }), { project: true });
    // @ts-expect-error Type 'Tensor<readonly ["batch", 4, 4, 2]>' is not assignable to type '"residual: the inner layers must keep all dimensions but the last"'.
    expect(() => cut(images)).toThrow("[batch, 2, 2, 5]");
  });
});
