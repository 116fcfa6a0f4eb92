import { truncateSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import { dataset } from "../dataset.js";

import { DataError } from "../errors/dataError.js";
import { damaged, readsOrRefuses, refusal } from "../formats/tensors.properties.js";
import { batches } from "../pipeline/batches.js";
import { countBatches } from "../pipeline/countBatches.js";
import { take } from "../splits/take.js";
import { parseIndex } from "./internal/parseIndex.js";
import { openShards } from "./openShards.js";
import { readShard } from "./readShard.js";
import { streamBatches } from "./streamBatches.js";
import { writeShards } from "./writeShards.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjoint-shards-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Example i holds the pixels i, i and the label i. */
const numbered = (size: number) =>
  dataset(
    {
      pixels: {
        dtype: "u8",
        shape: [size, 2],
        data: Uint8Array.from({ length: 2 * size }, (_, i) => Math.floor(i / 2)),
        scaling: { factor: 0.5, offset: 1 },
      },
      labels: { dtype: "i32", shape: [size], data: Int32Array.from({ length: size }, (_, i) => i) },
    },
    { classes: ["a", "b"] },
  );

const gather = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
};
const labelsOf = (passes: readonly { readonly labels: TensorValue }[]) =>
  passes.flatMap(({ labels }) => Array.from(labels.data));

async function failure(act: Promise<unknown>): Promise<DataError> {
  const outcome = await act.catch((error: unknown) => error);
  if (outcome instanceof DataError) return outcome;
  throw new Error(`no DataError but ${String(outcome)}`);
}
const portable = ({ message }: DataError) => message.replaceAll(folder, "/data");

describe("what was written", () => {
  test("is opened and read again, shard by shard", async () => {
    const points = numbered(10);
    const written = await writeShards(points, { folder, rows: 4 });
    const opened = await openShards<typeof points.columns>(folder);
    expect(opened).toStrictEqual(written);
    expect(opened).toMatchObject({ size: 10, shards: [4, 4, 2], classes: ["a", "b"] });
    expect(opened.columns.pixels).toEqual({ dtype: "u8", shape: [2], scaling: { factor: 0.5, offset: 1 } });
    expect(await readShard(opened, 1)).toStrictEqual(take(points, [4, 5, 6, 7]));
    expect(await readShard(opened, 2)).toStrictEqual(take(points, [8, 9]));
    expectTypeOf((await readShard(opened, 0)).columns).toEqualTypeOf<typeof points.columns>();
  });

  test("may come in parts, after a while", async () => {
    async function* parts() {
      for (const rows of [[0, 1, 2], [3], [4, 5]]) yield take(numbered(6), rows);
    }
    const written = await writeShards(parts(), { folder, rows: 2 });
    expect(written.shards).toEqual([2, 1, 1, 2]);
    expect(labelsOf(await gather(streamBatches(written, { size: 6 })))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("may be no examples at all", async () => {
    const written = await writeShards(numbered(0), { folder, rows: 2 });
    expect(written).toMatchObject({ size: 0, shards: [] });
    expect(await gather(streamBatches(await openShards(folder), { size: 2, shuffle: 1 }))).toEqual([]);
  });
});

describe("a pass", () => {
  const cases = fc.record({
    size: fc.integer({ min: 1, max: 30 }),
    remainder: fc.constantFrom("keep" as const, "drop" as const),
    mix: fc.integer({ min: 1, max: 4 }),
  });

  test("in order is that of `batches`, whatever the size of the batches and of the mix", async () => {
    const points = numbered(23);
    const shards = await writeShards(points, { folder, rows: 5 });
    await fc.assert(
      fc.asyncProperty(cases, async (options) => {
        expect(await gather(streamBatches(shards, options))).toStrictEqual([...batches(points, options)]);
      }),
      { numRuns: 40 },
    );
  });

  test("in random order yields each example once, its columns together, in batches of the asked size", async () => {
    const shards = await writeShards(numbered(23), { folder, rows: 5 });
    await fc.assert(
      fc.asyncProperty(cases, fc.maxSafeInteger(), fc.nat(), async (how, shuffle, epoch) => {
        const options = { ...how, shuffle, epoch };
        const pass = await gather(streamBatches(shards, options));
        expect(pass).toHaveLength(countBatches(shards, options));
        pass.forEach(({ labels }, i) => {
          expect(labels.shape).toEqual([Math.min(how.size, 23 - i * how.size)]);
        });
        const seen = labelsOf(pass);
        expect(new Set(seen).size).toBe(seen.length);
        if (how.remainder === "keep") expect(seen.toSorted((a, b) => a - b)).toEqual([...Array(23).keys()]);
        for (const { pixels, labels } of pass) {
          expect(Array.from(pixels.data)).toEqual(Array.from(labels.data).flatMap((i) => [i / 2 + 1, i / 2 + 1]));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("has an order that seed and epoch fix, and more mixing mixes more", async () => {
    const shards = await writeShards(numbered(24), { folder, rows: 4 });
    const order = async (options: object) =>
      labelsOf(await gather(streamBatches(shards, { size: 4, shuffle: 1, ...options })));
    expect(await order({})).toEqual(await order({}));
    expect(await order({})).not.toEqual(await order({ epoch: 1 }));
    expect(await order({})).not.toEqual(await order({ shuffle: 2 }));
    const shardsIn = (labels: readonly number[]) => new Set(labels.map((label) => Math.floor(label / 4))).size;
    expect(shardsIn((await order({})).slice(0, 4))).toBe(1);
    expect(shardsIn((await order({ mix: 6 })).slice(0, 12))).toBeGreaterThan(3);
  });

  test("reads no more than one shard ahead, and can be broken off", async () => {
    const shards = await writeShards(numbered(12), { folder, rows: 2 });
    for (const shard of [3, 4, 5]) await rm(join(folder, `shard-0000${shard}.safetensors`));
    const seen: number[] = [];
    for await (const { labels } of streamBatches(shards, { size: 2 })) {
      seen.push(labels.data[0]!);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([0, 2]);
    const error = await failure(gather(streamBatches(shards, { size: 2 })));
    expect(error).toMatchObject({ code: "data/unreadable", file: join(folder, "shard-00003.safetensors") });
  });

  test("has read the next shard before it is done with one, although steps block the thread", async () => {
    const large = dataset({ x: { dtype: "u8", shape: [64, 200_000], data: new Uint8Array(64 * 200_000) } });
    const shards = await writeShards(large, { folder, rows: 32 });
    let count = 0;
    for await (const { x } of streamBatches(shards, { size: 2 })) {
      for (const start = performance.now(); performance.now() - start < 5; );
      expect(x.shape).toEqual([2, 200_000]);
      // After 13 of the 16 batches of the first shard, the second is needed no longer.
      if (++count === 13) truncateSync(join(folder, "shard-00001.safetensors"));
    }
    expect(count).toBe(32);
  });

  test("is refused before it begins when its options make no sense", async () => {
    const shards = await writeShards(numbered(2), { folder, rows: 2 });
    const wrong = [{ size: 0 }, { mix: 0 }, { shuffle: 0.5 }, { epoch: -1 }];
    for (const options of wrong) {
      expect(refusal(() => streamBatches(shards, { size: 1, ...options })).code).toBe("data/option");
    }
    expect((await failure(readShard(shards, 1))).code).toBe("data/option");
    expect((await failure(writeShards(numbered(2), { folder, rows: 0 }))).code).toBe("data/option");
  });
});

describe("a folder that will not do", () => {
  test("because it has no index", async () => {
    expect((await failure(openShards(folder))).code).toBe("data/unreadable");
  });

  test.each([
    ["not JSON", "not JSON"],
    ["no object", "[]"],
    ["another format", '{ "format": "tar" }'],
    ["no counts", '{ "format": "adjoint-shards-1", "shards": [1, -1] }'],
    ["no columns", '{ "format": "adjoint-shards-1", "shards": [1], "columns": {} }'],
    [
      "an unknown type",
      '{ "format": "adjoint-shards-1", "shards": [1], "columns": { "x": { "dtype": "f16", "shape": [] } } }',
    ],
    [
      "a property of every object",
      '{ "format": "adjoint-shards-1", "shards": [1], "columns": { "x": { "dtype": "toString", "shape": [] } } }',
    ],
    [
      "half a scaling",
      '{ "format": "adjoint-shards-1", "shards": [1], "columns": { "x": { "dtype": "u8", "shape": [], "scaling": { "factor": 1 } } } }',
    ],
    [
      "nameless classes",
      '{ "format": "adjoint-shards-1", "shards": [1], "columns": { "x": { "dtype": "u8", "shape": [] } }, "classes": [1] }',
    ],
  ])("because its index is %s", async (_, text) => {
    await writeFile(join(folder, "shards.json"), text);
    expect((await failure(openShards(folder))).code).toBe("shards/index");
  });

  test("because its index is damaged in any way, which is never a crash", () => {
    const index = JSON.stringify({
      format: "adjoint-shards-1",
      shards: [4, 4, 2],
      columns: { x: { dtype: "u8", shape: [2], scaling: { factor: 0.5, offset: 1 } } },
      classes: ["a"],
    });
    const parse = (bytes: Uint8Array) => parseIndex(Buffer.from(bytes).toString("latin1"), "shards.json");
    fc.assert(fc.property(damaged(fc.constant(Buffer.from(index))), (bytes) => readsOrRefuses(parse, bytes)));
    fc.assert(fc.property(fc.json(), (text) => readsOrRefuses(parse, Buffer.from(text))));
    const broken = fc.record({
      format: fc.constant("adjoint-shards-1"),
      shards: fc.jsonValue(),
      columns: fc.jsonValue(),
    });
    fc.assert(fc.property(broken, (value) => readsOrRefuses(parse, Buffer.from(JSON.stringify(value)))));
  });

  test("because its index is damaged, in words", async () => {
    await writeFile(join(folder, "shards.json"), '{ "format": "adjoint-shards-1", "shards": "many" }');
    expect(portable(await failure(openShards(folder)))).toMatchInlineSnapshot(`
      "/data/shards.json: the index of the shards makes no sense [shards/index]
        expected: "shards": the number of examples in each
        found:    "many"
        It was probably damaged or written by another program; write the shards again."
    `);
  });

  test("because a shard is another one", async () => {
    const shards = await writeShards(numbered(5), { folder, rows: 2 });
    await writeFile(join(folder, "shard-00000.safetensors"), await readFile(join(folder, "shard-00002.safetensors")));
    expect(portable(await failure(readShard(shards, 0)))).toMatchInlineSnapshot(`
      "/data/shard-00000.safetensors: the shard does not hold what the index says [shards/contents]
        expected: "pixels" u8 [2, 2]
        found:    "pixels" u8 [1, 2]
        A shard was exchanged or lost; write the shards again, into a new folder."
    `);
    const other = { ...shards, columns: { ...shards.columns, more: shards.columns.labels } };
    expect((await failure(readShard(other, 1))).found).toBe("nothing");
  });

  test("because it is taken, or cannot be written to", async () => {
    await writeShards(numbered(2), { folder, rows: 2 });
    expect(portable(await failure(writeShards(numbered(2), { folder, rows: 2 })))).toMatchInlineSnapshot(`
      "/data: the folder holds shards already [shards/folder-taken]
        expected: no shards yet
        found:    shards.json
        Choose another folder, or remove the shards that are there."
    `);
    const file = join(folder, "shards.json", "below");
    expect(portable(await failure(writeShards(numbered(2), { folder: file, rows: 2 })))).toMatchInlineSnapshot(`
      "/data/shards.json/below: the file cannot be written [data/unwritable]
        expected: a file that can be written
        found:    ENOTDIR: not a directory, mkdir '/data/shards.json/below'
        Check that the folder exists, that you may write to it, and that there is space left."
    `);
  });

  test("because its parts differ, or are none", async () => {
    const parts = [numbered(1), { ...numbered(1), classes: ["c"] }];
    expect((await failure(writeShards(parts, { folder, rows: 2 }))).code).toBe("data/columns-differ");
    expect((await failure(writeShards([], { folder, rows: 2 }))).code).toBe("data/columns");
    expect((await failure(openShards(folder))).code).toBe("data/unreadable");
  });
});
