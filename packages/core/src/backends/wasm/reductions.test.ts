import { describe, expect, test } from "vitest";
import type { Tensor } from "../../graph/tensor.js";
import { div } from "../../primitives/binary.js";
import { extent } from "../../primitives/extent.js";
import { input } from "../../primitives/input.js";
import { sum } from "../../primitives/sum.js";
import { evaluate } from "../../session/evaluate.js";
import type { TensorValue } from "../../types/tensorValue.js";
import { wasm } from "./wasm.js";

const size = 10_000_000;
const numbers = Float32Array.from(
  { length: size },
  (_, i) => 0.1 + ((Math.imul(i, 0x9e3779b1) >>> 8) % 1024) / 2 ** 20,
);
const exact = numbers.reduce((total, x) => total + x, 0);

/** Added one by one in f32, ten million tenths lose their third digit. */
describe("ten million f32", () => {
  const x: Tensor = input("x", ["n"]);
  const options = { backend: wasm() };

  test("sum to six digits and more, also their mean", () => {
    const total = sum(x) as Tensor;
    const [found, mean] = evaluate([total, div(total, extent(["n"]) as never) as Tensor], { x: numbers }, options) as [
      number,
      number,
    ];
    expect(Math.abs(found / exact - 1)).toBeLessThan(2 ** -23);
    expect(Math.abs((mean * size) / exact - 1)).toBeLessThan(2 ** -22);
  });

  test.each([
    [[10, 1_000_000], 1],
    [[1_000_000, 10], 0],
    [[1_000_000, 7], 0],
  ] as const)("sum along axes of %j", (shape, axis) => {
    const data = numbers.subarray(0, shape[0] * shape[1]);
    const table = input("table", shape);
    const found = evaluate(
      sum(table as Tensor, { axes: [axis] }) as Tensor,
      { table: { dtype: "f32", shape, data } },
      options,
    );
    const [rows, columns] = shape;
    const expected = new Float64Array(axis === 1 ? rows : columns);
    data.forEach((value, i) => {
      expected[axis === 1 ? Math.floor(i / columns) : i % columns]! += value;
    });
    (found as TensorValue).data.forEach((value: number, i: number) => {
      expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(2 ** -23);
    });
  });
});
