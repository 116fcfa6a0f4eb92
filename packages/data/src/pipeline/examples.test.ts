import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type Dataset, dataset, type PlainColumn } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { take } from "../splits/take.js";
import { concatDatasets } from "./concatDatasets.js";
import { filterExamples } from "./filterExamples.js";
import { mapExamples } from "./mapExamples.js";

const points = dataset(
  {
    x: { dtype: "u8", shape: [3, 2], data: Uint8Array.of(0, 1, 2, 3, 4, 5), scaling: { factor: 0.5, offset: 1 } },
    labels: { dtype: "i32", shape: [3], data: Int32Array.of(2, 0, 1) },
  },
  { classes: ["a", "b", "c"] },
);

describe("filterExamples", () => {
  test("keeps the stored examples for which the condition holds", () => {
    const kept = filterExamples(points, ({ labels }) => labels.data[0]! > 0);
    expect(kept).toStrictEqual(take(points, [0, 2]));
  });

  test("shows each example as batches yield it, and its place", () => {
    const seen: unknown[] = [];
    filterExamples(points, (example, index) => {
      expectTypeOf(example.x).toEqualTypeOf<TensorValue<"f32">>();
      return seen.push([index, example]) > 0;
    });
    expect(seen[1]).toStrictEqual([
      1,
      {
        x: { dtype: "f32", shape: [2], data: Float32Array.of(2, 2.5) },
        labels: { dtype: "i32", shape: [], data: Int32Array.of(0) },
      },
    ]);
    expect(filterExamples(points, () => false).size).toBe(0);
  });
});

describe("mapExamples", () => {
  test("makes columns of what it is given back, and keeps the classes", () => {
    const sums = mapExamples(points, ({ x, labels }, i) => ({
      sum: { dtype: "f64", shape: [1, 1], data: Float64Array.of(x.data[0]! + x.data[1]! + 10 * i) },
      labels,
    }));
    expect(sums).toStrictEqual({
      size: 3,
      columns: {
        sum: { dtype: "f64", shape: [3, 1, 1], data: Float64Array.of(2.5, 14.5, 26.5) },
        labels: points.columns.labels,
      },
      classes: ["a", "b", "c"],
    });
    expectTypeOf(sums).toEqualTypeOf<
      Dataset<{ readonly sum: PlainColumn<"f64">; readonly labels: PlainColumn<"i32"> }>
    >();
  });

  test("calls the function once for each example", () => {
    const seen: number[] = [];
    mapExamples(points, ({ labels }, i) => {
      seen.push(i);
      return { labels };
    });
    expect(seen).toEqual([0, 1, 2]);
  });

  test("refuses examples that differ, tensors that do not fit, and no examples", () => {
    const vector = (length: number) => ({ dtype: "u8", shape: [length], data: new Uint8Array(length) }) as const;
    expect(refusal(() => mapExamples(points, (_, i) => ({ x: vector(1 + i) })))).toMatchObject({
      code: "data/examples",
      expected: '"x" u8 [1], as in example 0',
      found: '"x" u8 [2] in example 1',
    });
    expect(
      refusal(() => mapExamples(points, (_, i): Record<string, TensorValue> => ({ [`x${i}`]: vector(1) }))).code,
    ).toBe("data/examples");
    expect(refusal(() => mapExamples(points, () => ({ x: { ...vector(1), shape: [2] } }))).code).toBe("data/tensor");
    expect(refusal(() => mapExamples(take(points, []), ({ x }) => ({ x }))).code).toBe("data/columns");
  });
});

describe("concatDatasets", () => {
  test("joins what was taken apart", () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const stretch = (start: number, end: number) =>
          take(
            points,
            [0, 1, 2].filter((row) => row >= start && row < end),
          );
        expect(concatDatasets(stretch(0, from), stretch(from, to), stretch(to, 3))).toStrictEqual(points);
      }),
    );
  });

  test("takes one, and copies it", () => {
    const copy = concatDatasets(points);
    expect(copy).toStrictEqual(points);
    expect(copy.columns.x.data).not.toBe(points.columns.x.data);
  });

  test("refuses other names, types, shapes, scalings and classes", () => {
    const { x, labels } = points.columns;
    const others: readonly Dataset[] = [
      dataset({ x }, { classes: points.classes! }),
      dataset({ x, labels: { ...labels, dtype: "f32", data: new Float32Array(3) } }, { classes: points.classes! }),
      dataset({ x: { ...x, shape: [3, 1, 2] }, labels }, { classes: points.classes! }),
      dataset({ x: { ...x, scaling: { factor: 0.5, offset: 0 } }, labels }, { classes: points.classes! }),
      dataset({ x, labels }),
      dataset({ x, labels }, { classes: ["a", "b", "d"] }),
    ];
    for (const other of others) {
      expect(refusal(() => concatDatasets<Dataset["columns"]>(points, other)).code).toBe("data/columns-differ");
    }
  });
});
