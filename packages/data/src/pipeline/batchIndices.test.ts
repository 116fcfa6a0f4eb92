import { createSession, input } from "@adjoint/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dataset } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { batches } from "./batches.js";
import { batchIndices } from "./batchIndices.js";

const numbered = (size: number) =>
  dataset({ place: { dtype: "i32", shape: [size], data: Int32Array.from({ length: size }, (_, i) => i) } });

const options = fc.record(
  {
    size: fc.integer({ min: 1, max: 20 }),
    remainder: fc.constantFrom("keep" as const, "drop" as const),
    shuffle: fc.maxSafeInteger(),
    epoch: fc.nat(),
  },
  { requiredKeys: ["size"] },
);

test("they are the rows of the batches, in the very same order", () => {
  fc.assert(
    fc.property(fc.nat(60), options, (size, how) => {
      const gathered = [...batches(numbered(size), how)].map(({ place }) => place.data);
      expect([...batchIndices(size, how)]).toStrictEqual(gathered);
      expect([...batchIndices(numbered(size), how)]).toStrictEqual(gathered);
    }),
  );
});

test("each is in memory of its own, and a second pass is like the first", () => {
  const pass = batchIndices(10, { size: 4, shuffle: 1 });
  const first = [...pass].map((indices) => indices.fill(-1).length);
  expect(first).toEqual([4, 4, 2]);
  expect([...pass].flatMap((indices) => [...indices]).toSorted((a, b) => a - b)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
});

test("numbers of examples that an i32 cannot count are refused", () => {
  for (const count of [-1, 1.5, 2 ** 31]) {
    expect(refusal(() => batchIndices(count, { size: 1 })).code).toBe("data/option");
  }
});

test("a program that holds the data set gathers the very batches, to the last bit", () => {
  const data = Uint8Array.from({ length: 30 * 4 }, (_, i) => (i * 37) % 256);
  const points = dataset({
    x: { dtype: "u8", shape: [30, 4], data, scaling: { factor: 1 / 255, offset: -0.5 } },
    labels: { dtype: "i32", shape: [30], data: Int32Array.from({ length: 30 }, (_, i) => i) },
  });
  using session = createSession({ seed: 1 });
  const outputs = { x: input("x", ["batch", 4]), labels: input("labels", ["batch"], "i32") };
  const program = session.compile({ outputs }, { dataset: points.columns });
  const how = { size: 8, shuffle: 3, epoch: 2 };
  const inside = [...batchIndices(points, how)].map((indices) => program.run({ indices }));
  expect(inside).toEqual([...batches(points, how)]);
  expect(inside).toHaveLength(4);
});
