import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type Column, dataset, type PlainColumn, type ScaledColumn } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { batches } from "../pipeline/batches.js";
import { applyScaler } from "./applyScaler.js";
import { centred } from "./centred.js";
import { invertScaler } from "./invertScaler.js";
import { minMax } from "./minMax.js";
import { scaleColumns } from "./scaleColumns.js";
import type { Scaler } from "./scaler.js";
import { unit } from "./unit.js";
import { zScore } from "./zScore.js";

const column = (width: number, ...numbers: readonly number[]): PlainColumn<"f64"> => ({
  dtype: "f64",
  shape: [numbers.length / width, width],
  data: Float64Array.from(numbers),
});
const bytes = (...numbers: readonly number[]): PlainColumn<"u8"> => ({
  dtype: "u8",
  shape: [numbers.length],
  data: Uint8Array.from(numbers),
});

const feature = ({ data, shape: [, width = 1] }: TensorValue, k: number) =>
  Array.from(data).filter((_, i) => i % width === k);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const deviation = (numbers: readonly number[]) => Math.sqrt(mean(numbers.map((value) => (value - mean(numbers)) ** 2)));

const matrices = fc
  .tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, width]) =>
    fc
      .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: rows * width, maxLength: rows * width })
      .map((numbers) => column(width, ...numbers)),
  );

describe("the numbers of a scaler", () => {
  test("z-score: mean 5 and deviation 2 of 2, 4, 4, 4, 5, 5, 7, 9", () => {
    expect(zScore(column(1, 2, 4, 4, 4, 5, 5, 7, 9))).toEqual({ shift: 5, scale: 2 });
  });

  test("z-score of each feature", () => {
    expect(zScore(column(2, 0, 10, 2, 30), { per: "feature" })).toEqual({ shift: [1, 20], scale: [1, 10] });
    expect(zScore(column(2, 0, 10, 2, 30)).shift).toBe(10.5);
  });

  test("z-score keeps its digits where the mean is large", () => {
    // Of 1e9 + (4, 7, 13, 16) the variance is 22.5, as NIST certifies for such numbers (divided by n: 45 / 2).
    const { shift, scale } = zScore(column(1, 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));
    expect(shift).toBe(1e9 + 10);
    expect(scale).toBeCloseTo(Math.sqrt(22.5), 12);
  });

  test("min-max to any interval, of all or of each feature", () => {
    const numbers = column(2, 0, -3, 4, 7);
    expect(minMax(numbers)).toEqual({ shift: -3, scale: 10 });
    expect(minMax(numbers, { per: "feature" })).toEqual({ shift: [0, -3], scale: [4, 10] });
    expect(minMax(numbers, { to: [-1, 1], per: "feature" })).toEqual({ shift: [2, 2], scale: [2, 5] });
  });

  test("unit and centred take the range of u8, whichever of its values occur", () => {
    expect(unit(bytes(3, 9))).toEqual({ shift: 0, scale: 255 });
    expect(centred(bytes(3, 9))).toEqual({ shift: 127.5, scale: 127.5 });
    expect(centred({ ...bytes(3, 9), scaling: { factor: 1 / 255, offset: 0 } })).toEqual({ shift: 0.5, scale: 0.5 });
    expect(unit({ ...bytes(3, 9), scaling: { factor: -1, offset: 255 } })).toEqual({ shift: 0, scale: 255 });
  });

  test("of other types they take that of the numbers, or the one that is given", () => {
    expect(unit(column(1, 2, 6, 4))).toEqual({ shift: 2, scale: 4 });
    expect(centred(column(1, 2, 6, 4))).toEqual({ shift: 4, scale: 2 });
    expect(unit(column(1, 2, 6, 4), { from: [0, 8] })).toEqual({ shift: 0, scale: 8 });
  });

  test("a feature that never changes gets scale 1, and becomes 0 or the lower end", () => {
    const still = column(2, 0.1, 1, 0.1, 2, 0.1, 4);
    expect(feature(applyScaler(zScore(still, { per: "feature" }), still), 0)).toEqual([0, 0, 0]);
    const scaler = minMax(still, { per: "feature", to: [-1, 1] });
    expect(scaler.scale).toEqual([1, 1.5]);
    expect(feature(applyScaler(scaler, still), 0)).toEqual([-1, -1, -1].map((end) => expect.closeTo(end, 15)));
  });

  test("they are fitted to what batches yield", () => {
    const scaled: Column = { ...bytes(0, 255), scaling: { factor: 1 / 255, offset: 1 } };
    expect(zScore(scaled)).toEqual({ shift: 1.5, scale: 0.5 });
    expect(minMax(scaled)).toEqual({ shift: 1, scale: 1 });
  });
});

describe("whatever the numbers,", () => {
  test("z-scored features have mean 0 and deviation 1", () => {
    fc.assert(
      fc.property(matrices, (numbers) => {
        const width = numbers.shape[1]!;
        const scaled = applyScaler(zScore(numbers, { per: "feature" }), numbers);
        for (let k = 0; k < width; k++) {
          const spread = deviation(feature(numbers, k));
          // Rounding errors of the mean, in units of the deviation.
          fc.pre(spread > 1e-6 * Math.max(1, Math.abs(mean(feature(numbers, k)))));
          expect(mean(feature(scaled, k))).toBeCloseTo(0, 8);
          expect(deviation(feature(scaled, k))).toBeCloseTo(1, 8);
        }
      }),
    );
  });

  test("min-max touches both ends of the interval and stays within it", () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }), (numbers, low, length) => {
        const scaled = Array.from(applyScaler(minMax(numbers, { to: [low, low + length] }), numbers).data);
        const range = Math.max(...numbers.data) - Math.min(...numbers.data);
        fc.pre(range > 1e-6 * Math.max(1, ...numbers.data.map(Math.abs)));
        expect(Math.min(...scaled)).toBeCloseTo(low, 8);
        expect(Math.max(...scaled)).toBeCloseTo(low + length, 8);
      }),
    );
  });

  test("numbers that are as near as numbers can be stay as near", () => {
    const nearest = { dtype: "f64", shape: [2, 1], data: Float64Array.of(7e-323, 7.4e-323) } as const;
    expect([...applyScaler(minMax(nearest, { to: [0, 2] }), nearest).data]).toEqual([0, 5e-324]);
  });

  test("inverting a scaler gives the numbers again, also after a journey through JSON", () => {
    const fits = [
      (numbers: Column) => zScore(numbers),
      (numbers: Column) => zScore(numbers, { per: "feature" }),
      (numbers: Column) => minMax(numbers, { to: [-1, 1], per: "feature" }),
      centred,
      unit,
    ];
    fc.assert(
      fc.property(matrices, fc.constantFrom(...fits), (numbers, fitted) => {
        const scaler = fitted(numbers);
        const saved = JSON.parse(JSON.stringify(scaler)) as Scaler;
        expect(saved).toStrictEqual(scaler);
        const back = invertScaler(saved, applyScaler(scaler, numbers)).data;
        const size = Math.max(1, ...numbers.data.map(Math.abs));
        back.forEach((value, i) => {
          // Two roundings of numbers of this size.
          expect(Math.abs(value - numbers.data[i]!)).toBeLessThanOrEqual(4 * Number.EPSILON * size);
        });
      }),
    );
  });
});

describe("scaleColumns", () => {
  const photos = dataset(
    {
      pixels: { dtype: "u8", shape: [2, 2], data: Uint8Array.of(0, 51, 102, 255) },
      labels: { dtype: "i32", shape: [2], data: Int32Array.of(0, 1) },
      size: { dtype: "f64", shape: [2, 1], data: Float64Array.of(3, 5) },
    },
    { classes: ["cat", "dog"] },
  );
  const [whole] = batches(
    scaleColumns(photos, { pixels: unit(photos.columns.pixels), size: minMax(photos.columns.size) }),
    { size: 2 },
  );

  test("leaves bytes bytes, and batches scale them", () => {
    const scaled = scaleColumns(photos, { pixels: unit(photos.columns.pixels) });
    expect(scaled.columns.pixels.data).toBe(photos.columns.pixels.data);
    expect(whole?.pixels).toStrictEqual({ dtype: "f32", shape: [2, 2], data: Float32Array.of(0, 0.2, 0.4, 1) });
    expect(scaled.classes).toEqual(["cat", "dog"]);
  });

  test("computes floats in their precision, and leaves the other columns alone", () => {
    expect(whole?.size).toStrictEqual({ dtype: "f64", shape: [2, 1], data: Float64Array.of(0, 1) });
    expect(whole?.labels.data).toStrictEqual(Int32Array.of(0, 1));
  });

  test("computes bytes that are scaled by feature", () => {
    const scaled = scaleColumns(photos, { pixels: minMax(photos.columns.pixels, { per: "feature" }) });
    expect(scaled.columns.pixels).toStrictEqual({ dtype: "f32", shape: [2, 2], data: Float32Array.of(0, 0, 1, 1) });
  });

  test("composes with the scaling that is there", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 30 }), (data) => {
        fc.pre(new Set(data).size > 1);
        const points = dataset({ x: { dtype: "u8", shape: [data.length], data, scaling: { factor: 3, offset: 1 } } });
        const scaler = zScore(points.columns.x);
        const [batch] = batches(scaleColumns(points, { x: scaler }), { size: data.length });
        const expected = applyScaler(scaler, points.columns.x).data;
        batch!.x.data.forEach((value, i) => {
          expect(value).toBeCloseTo(expected[i]!, 5);
        });
        expect(mean(Array.from(batch!.x.data))).toBeCloseTo(0, 5);
      }),
    );
  });

  test("knows in its type what it makes of each column", () => {
    const scaled = scaleColumns(photos, { pixels: unit(photos.columns.pixels), size: minMax(photos.columns.size) });
    expectTypeOf(scaled.columns.pixels).toEqualTypeOf<ScaledColumn<"u8"> | PlainColumn<"f32">>();
    expectTypeOf(scaled.columns.size).toEqualTypeOf<PlainColumn<"f64">>();
    expectTypeOf(scaled.columns.labels).toEqualTypeOf<PlainColumn<"i32">>();
    expectTypeOf(whole!.pixels).toEqualTypeOf<TensorValue<"f32">>();
    expectTypeOf(applyScaler(unit(photos.columns.pixels), photos.columns.pixels).data).toEqualTypeOf<Float32Array>();
    // @ts-expect-error: there is no column of this name
    const typo = () => scaleColumns(photos, { pixel: unit(photos.columns.pixels) });
    expect(refusal(typo).code).toBe("data/no-column");
  });
});

describe("refused are", () => {
  test("numbers that no scaler can be fitted to", () => {
    for (const fitted of [zScore, minMax, centred, unit]) {
      expect(refusal(() => fitted(column(1))).code).toBe("scaler/data");
      expect(refusal(() => fitted(column(2, 1, 2, 3, Number.NaN)))).toMatchObject({
        code: "scaler/data",
        found: "NaN in example 1",
      });
      expect(refusal(() => fitted(column(1, 1, Number.POSITIVE_INFINITY))).code).toBe("scaler/data");
    }
  });

  test("intervals without length, and options that do not exist", () => {
    const calls = [
      () => minMax(column(1, 1, 2), { to: [1, 1] }),
      () => minMax(column(1, 1, 2), { to: [0, Number.NaN] }),
      () => unit(column(1, 1, 2), { from: [2, 1] }),
      () => zScore(column(1, 1, 2), { per: "column" as "feature" }),
    ];
    for (const call of calls) expect(refusal(call).code).toBe("data/option");
  });

  test("scalers that are none, wherever they come from", () => {
    const none = [{}, null, [], { shift: 0, scale: 0 }, { shift: "0", scale: 1 }, { shift: [0, null], scale: [1, 1] }];
    for (const scaler of none) {
      expect(refusal(() => applyScaler(scaler as Scaler, column(2, 1, 2))).code).toBe("scaler/malformed");
      expect(refusal(() => scaleColumns(dataset({ x: column(2, 1, 2) }), { x: scaler as Scaler })).code).toBe(
        "scaler/malformed",
      );
    }
  });

  test("scalers of another width", () => {
    const scaler = zScore(column(2, 1, 2, 3, 4), { per: "feature" });
    expect(refusal(() => applyScaler(scaler, column(3, 1, 2, 3))).code).toBe("scaler/features");
    expect(refusal(() => invertScaler(scaler, column(1, 1))).code).toBe("scaler/features");
  });
});
