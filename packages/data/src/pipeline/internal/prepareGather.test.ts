import type { NumericArray } from "@adjoint/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Column, dataset } from "../../dataset.js";
import { batches } from "../batches.js";
import { byteScaler } from "./byteScaler.js";
import { gatherScaled } from "./gatherScaled.js";
import { prepareGather } from "./prepareGather.js";

const bytes = (rows: number, width: number): Column => ({
  dtype: "u8",
  shape: [rows, width],
  data: Uint8Array.from({ length: rows * width }, (_, i) => Math.imul(i, 2654435761) >>> 24),
  scaling: { factor: 1 / 255, offset: 0 },
});

/** For comparing many numbers at once: all their bits. */
const bytesOf = ({ buffer, byteOffset, byteLength }: NumericArray) =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1");

test("bytes are scaled to the last bit as by Math.fround(factor * x + offset), any number of them", () => {
  const usual = fc.constantFrom(
    ...[1 / 255, 2 / 255, 1 / 256, 1, 0].flatMap((factor) => [factor, 0, -1, -0.5, -factor]),
  );
  const numbers = fc.oneof(usual, fc.double());
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), numbers, numbers, (data, factor, offset) => {
      const { bytes, scaled, scale } = byteScaler({ factor, offset }, 300);
      bytes.set(data);
      scale(data.length);
      expect(scaled.slice(0, data.length)).toStrictEqual(Float32Array.from(data, (x) => factor * x + offset));
    }),
  );
});

test("every byte there is, by usual scalings and by some of any mean and deviation", () => {
  const measured = Array.from({ length: 200 }, (_, i) => [1 / (1 + 0.37 * i), -0.011 * i] as const);
  for (const [factor, offset] of [
    [1 / 255, 0],
    [2 / 255, -1],
    [1 / 255, -0.5],
    [1 / 78.6, -33.3 / 78.6],
    ...measured,
  ] as const) {
    const { bytes, scaled, scale } = byteScaler({ factor, offset }, 256);
    bytes.set(Uint8Array.from({ length: 256 }, (_, i) => i));
    scale(256);
    expect(bytesOf(scaled)).toBe(bytesOf(Float32Array.from({ length: 256 }, (_, i) => i * factor + offset)));
  }
});

test("numbers come out where they are wanted", () => {
  const { bytes, scaled, scale } = byteScaler({ factor: 2, offset: 0 }, 16, 40);
  bytes.set([1, 2, 3, 4, 5]);
  scale(5, 21);
  expect(scaled.slice(21, 26)).toStrictEqual(Float32Array.of(2, 4, 6, 8, 10));
  expect(scaled.slice(0, 21)).toStrictEqual(new Float32Array(21));
});

test("large columns of bytes come out as small ones do, whatever their width and the size of the batch", () => {
  for (const [rows, width] of [
    [9000, 13],
    [5000, 16],
    [3000, 75],
    [100, 784],
    [3, 50_000],
    [2, 65_536],
    [2, 65_537],
  ] as const) {
    const column = bytes(rows, width);
    const order = Uint32Array.from({ length: rows }, (_, i) => rows - 1 - i);
    for (const reuse of [false, true]) {
      const gather = prepareGather(column, { size: rows, reuse });
      for (const chosen of [order, [1]]) {
        const expected = gatherScaled(column, column.scaling!, chosen);
        const found = gather(chosen);
        expect([found.dtype, found.shape]).toEqual([expected.dtype, expected.shape]);
        expect(bytesOf(found.data)).toEqual(bytesOf(expected.data));
      }
      expect(gather([]).data).toHaveLength(0);
    }
  }
});

test("with `reuse`, batches share their memory and have the same numbers", () => {
  const points = dataset({
    images: bytes(100, 784),
    few: bytes(100, 2),
    labels: { dtype: "i32", shape: [100], data: Int32Array.from({ length: 100 }, (_, i) => i) },
  });
  const options = { size: 32, shuffle: 1 };
  const own = [...batches(points, options)];
  let first: (typeof own)[number] | undefined;
  let i = 0;
  for (const batch of batches(points, { ...options, reuse: true })) {
    first ??= batch;
    const expected = own[i++]!;
    for (const name of ["images", "few", "labels"] as const) {
      expect(bytesOf(batch[name].data)).toEqual(bytesOf(expected[name].data));
      expect(batch[name].shape).toEqual(expected[name].shape);
      expect(batch[name].data.buffer === first[name].data.buffer).toBe(true);
    }
  }
  expect(i).toBe(4);
  expect(own[0]!.images.data.buffer === own[1]!.images.data.buffer).toBe(false);
});
