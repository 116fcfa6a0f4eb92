import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { dataset } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { batches } from "./batches.js";
import { countBatches } from "./countBatches.js";

/** Row i holds [i, i] and the label −i. */
const numbered = (size: number) =>
  dataset({
    x: { dtype: "f64", shape: [size, 2], data: Float64Array.from({ length: 2 * size }, (_, i) => Math.floor(i / 2)) },
    label: { dtype: "i32", shape: [size], data: Int32Array.from({ length: size }, (_, i) => -i) },
  });

const labelsOf = (passes: Iterable<{ readonly label: TensorValue }>) =>
  [...passes].flatMap(({ label }) => Array.from(label.data, (value) => 0 - value));

const upTo = (size: number) => Array.from({ length: size }, (_, i) => i);
const ascending = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);

const rows = fc.nat(40);
const sizes = fc.integer({ min: 1, max: 50 });
const seeds = fc.maxSafeInteger();
const epochs = fc.nat(1000);

describe("one pass", () => {
  test("in the order of the data set, without shuffling", () => {
    fc.assert(
      fc.property(rows, sizes, (n, size) => {
        expect(labelsOf(batches(numbered(n), { size }))).toEqual(upTo(n));
      }),
    );
  });

  test("yields each row once when shuffled, its columns together", () => {
    fc.assert(
      fc.property(rows, sizes, seeds, epochs, (n, size, shuffle, epoch) => {
        const pass = [...batches(numbered(n), { size, shuffle, epoch })];
        expect(ascending(labelsOf(pass))).toEqual(upTo(n));
        for (const { x, label } of pass) {
          expect(Array.from(x.data)).toEqual(Array.from(label.data).flatMap((value) => [0 - value, 0 - value]));
        }
      }),
    );
  });

  test("has the batches that countBatches counts, all of the asked size but the last", () => {
    fc.assert(
      fc.property(rows, sizes, fc.constantFrom("keep" as const, "drop" as const), (n, size, remainder) => {
        const pass = [...batches(numbered(n), { size, remainder })];
        expect(pass).toHaveLength(countBatches(numbered(n), { size, remainder }));
        pass.forEach(({ x, label }, i) => {
          const expected = Math.min(size, n - i * size);
          expect(x.shape).toEqual([expected, 2]);
          expect(label.shape).toEqual([expected]);
          expect(x.data).toHaveLength(2 * expected);
        });
        const yielded = pass.reduce((sum, { label }) => sum + label.data.length, 0);
        expect(yielded).toBe(remainder === "keep" ? n : n - (n % size));
      }),
    );
  });

  test("is the same when it is iterated again", () => {
    const pass = batches(numbered(10), { size: 3, shuffle: 1 });
    expect([...pass]).toStrictEqual([...pass]);
  });
});

describe("the order", () => {
  const order = (shuffle: number, epoch?: number) =>
    labelsOf(batches(numbered(50), { size: 8, shuffle, ...(epoch === undefined ? {} : { epoch }) }));

  test("is fixed by seed and epoch, whatever the size of the batches", () => {
    fc.assert(
      fc.property(seeds, epochs, sizes, (shuffle, epoch, size) => {
        expect(labelsOf(batches(numbered(50), { size, shuffle, epoch }))).toEqual(order(shuffle, epoch));
      }),
    );
  });

  test("is another one in every epoch and under every seed", () => {
    const orders = [1, 2, 3].flatMap((seed) => upTo(20).map((epoch) => order(seed, epoch).join()));
    expect(new Set(orders).size).toBe(60);
    expect(order(1)).toEqual(order(1, 0));
  });
});

describe("the tensors", () => {
  test("of a column with scaling are f32, and its bytes stay as they are", () => {
    const data = Uint8Array.of(0, 51, 255);
    const pixels = dataset({ x: { dtype: "u8", shape: [3], data, scaling: { factor: 1 / 255, offset: 0 } } });
    const [batch] = batches(pixels, { size: 3 });
    expect(batch?.x).toStrictEqual({ dtype: "f32", shape: [3], data: Float32Array.of(0, 0.2, 1) });
    expect(data).toStrictEqual(Uint8Array.of(0, 51, 255));
  });

  test("are in memory of their own", () => {
    const points = numbered(2);
    const [batch] = batches(points, { size: 2 });
    batch?.label.data.fill(9);
    expect(points.columns.label.data).toStrictEqual(Int32Array.of(0, -1));
  });

  test("keep their types and their names", () => {
    const [batch] = batches(numbered(2), { size: 2 });
    expect(batch?.x.dtype).toBe("f64");
    expect(batch?.label.dtype).toBe("i32");
    expectTypeOf(batches(numbered(2), { size: 2 })).toEqualTypeOf<
      Iterable<{ readonly x: TensorValue<"f64">; readonly label: TensorValue<"i32"> }>
    >();
  });

  test("that have a scaling are f32, for the type checker too", () => {
    const scaled = dataset({
      x: { dtype: "u8", shape: [1], data: Uint8Array.of(51), scaling: { factor: 1 / 255, offset: 1 } },
    });
    const [batch] = batches(scaled, { size: 1 });
    expect(batch).toStrictEqual({ x: { dtype: "f32", shape: [1], data: Float32Array.of(1.2) } });
    expectTypeOf(batch!).toEqualTypeOf<{ readonly x: TensorValue<"f32"> }>();
  });
});

test("options that make no sense are refused before the first batch", () => {
  const points = numbered(3);
  const calls = [
    () => batches(points, { size: 0 }),
    () => batches(points, { size: 1.5 }),
    () => batches(points, { size: Number.NaN }),
    () => batches(points, { size: 2, shuffle: 0.5 }),
    () => batches(points, { size: 2, shuffle: 1, epoch: -1 }),
    // @ts-expect-error: not one of the two ways
    () => batches(points, { size: 2, remainder: "pad" }),
  ];
  for (const call of calls) expect(refusal(call).code).toBe("data/option");
});
