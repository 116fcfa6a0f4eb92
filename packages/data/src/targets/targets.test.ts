import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { bipolarTargets } from "./bipolarTargets.js";
import { classCounts } from "./classCounts.js";
import { oneHotTargets } from "./oneHotTargets.js";

const labels = (...numbers: readonly number[]): TensorValue => ({
  dtype: "i32",
  shape: [numbers.length],
  data: Int32Array.from(numbers),
});

test("one-hot and bipolar rows", () => {
  expect(oneHotTargets(labels(2, 0), { classes: 3 })).toStrictEqual({
    dtype: "f32",
    shape: [2, 3],
    data: Float32Array.of(0, 0, 1, 1, 0, 0),
  });
  expect(bipolarTargets(labels(2, 0), { classes: 3, dtype: "f64" }).data).toStrictEqual(
    Float64Array.of(-1, -1, 1, 1, -1, -1),
  );
  expect(oneHotTargets(labels(1), { classes: 2, on: 0.9, off: 0.1, dtype: "f64" }).data).toStrictEqual(
    Float64Array.of(0.1, 0.9),
  );
  expectTypeOf(oneHotTargets(labels(), { classes: 2 })).toEqualTypeOf<TensorValue<"f32">>();
  expectTypeOf(bipolarTargets(labels(), { classes: 2, dtype: "f64" })).toEqualTypeOf<TensorValue<"f64">>();
});

test("each row has its greatest number at the label, and the rows count the classes", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 30 }), (numbers) => {
      const rows = oneHotTargets(labels(...numbers), { classes: 7 }).data;
      numbers.forEach((label, i) => {
        const row = rows.subarray(7 * i, 7 * i + 7);
        expect(row.indexOf(Math.max(...row))).toBe(label);
      });
      const sums = [0, 1, 2, 3, 4, 5, 6].map((k) => rows.filter((_, i) => i % 7 === k).reduce((a, b) => a + b, 0));
      expect(classCounts(labels(...numbers), { classes: 7 })).toEqual(sums);
    }),
  );
});

test("class counts go up to the greatest label, or as far as asked", () => {
  expect(classCounts(labels(0, 3, 3))).toEqual([1, 0, 0, 2]);
  expect(classCounts(labels(0, 3, 3), { classes: 6 })).toEqual([1, 0, 0, 2, 0, 0]);
  expect(classCounts(labels())).toEqual([]);
  expect(classCounts({ dtype: "u8", shape: [2, 1], data: Uint8Array.of(1, 1) })).toEqual([0, 2]);
});

test("what is no label, and counts of classes that make no sense, are refused", () => {
  const calls = [
    () => classCounts(labels(0, -1)),
    () => classCounts(labels(2 ** 31 - 1)),
    () => classCounts(labels(0, 3), { classes: 3 }),
    () => oneHotTargets(labels(3), { classes: 3 }),
    () => oneHotTargets({ dtype: "f64", shape: [1], data: Float64Array.of(0.5) }, { classes: 3 }),
    () => bipolarTargets({ dtype: "u8", shape: [1, 2], data: Uint8Array.of(0, 1) }, { classes: 3 }),
  ];
  for (const call of calls) expect(refusal(call).code).toBe("data/label");
  expect(refusal(() => oneHotTargets(labels(0), { classes: 0 })).code).toBe("data/option");
  expect(refusal(() => classCounts(labels(0), { classes: 0.5 })).code).toBe("data/option");
});
