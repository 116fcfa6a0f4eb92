import { expect, expectTypeOf, test } from "vitest";
import { type Column, type Dataset, dataset, type PlainColumn } from "./dataset.js";
import { refusal } from "./formats/tensors.properties.js";

const column = (...shape: readonly number[]): Column => ({
  dtype: "u8",
  shape,
  data: new Uint8Array(shape.reduce((count, size) => count * size, 1)),
});

test("the size of a data set is the first dimension that its columns share", () => {
  const points = dataset({
    x: { dtype: "f32", shape: [3, 2], data: Float32Array.of(0, 0, 0, 1, 1, 0) },
    label: { dtype: "i32", shape: [3], data: Int32Array.of(0, 1, 1) },
  });
  expect(points.size).toBe(3);
  expectTypeOf(points).toEqualTypeOf<Dataset<{ readonly x: PlainColumn<"f32">; readonly label: PlainColumn<"i32"> }>>();
});

test("classes are kept", () => {
  expect(dataset({ label: column(2) }, { classes: ["no", "yes"] }).classes).toStrictEqual(["no", "yes"]);
  expect(dataset({ label: column(2) })).not.toHaveProperty("classes");
});

test("no rows are fine, no columns are not", () => {
  expect(dataset({ x: column(0, 4) }).size).toBe(0);
  expect(refusal(() => dataset({})).code).toBe("data/columns");
});

test("a scalar, columns of different sizes and malformed columns are refused", () => {
  expect(refusal(() => dataset({ x: column() })).code).toBe("data/columns");
  expect(refusal(() => dataset({ x: column(3), y: column(2) })).code).toBe("data/columns");
  expect(refusal(() => dataset({ x: { ...column(3), shape: [4] } })).code).toBe("data/tensor");
});

test("elements of another type than the column says are refused, by the type checker too", () => {
  // @ts-expect-error: dataset: column "x" says f32, but its data is of another type
  const typed = () => dataset({ x: { dtype: "f32", shape: [3], data: new Int32Array(3) } });
  expect(refusal(typed)).toMatchObject({ code: "data/tensor", expected: '"x": a Float32Array, for f32' });
  const hidden: Column = { dtype: "f32", shape: [1], data: new Int32Array(1) };
  expect(refusal(() => dataset({ x: hidden })).found).toBe("a Int32Array");
  expect(dataset({ x: { dtype: "u8", shape: [1], data: Buffer.from([1]) } }).size).toBe(1);
});
