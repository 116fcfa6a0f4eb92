import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MatInput } from "../matValue.js";
import { rejection } from "../tensors.properties.js";
import { writeMat } from "../writeMat.js";
import { writeNpz } from "../writeNpz.js";
import { loadCsvDataset } from "./loadCsvDataset.js";
import { loadMatDataset } from "./loadMatDataset.js";
import { loadNpzDataset } from "./loadNpzDataset.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjoint-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("loadMatDataset", () => {
  // Three points (0, 1), (2, 3), (4, 5) in columns; classes 1, 0, 1.
  const points = { dtype: "f32", shape: [2, 3], data: Float32Array.of(0, 2, 4, 1, 3, 5) } as const;
  const classes = { dtype: "u8", shape: [2, 3], data: Uint8Array.of(0, 1, 0, 1, 0, 1) } as const;
  const mat = (variables: Readonly<Record<string, MatInput>>) =>
    file("a.mat", writeMat(new Map(Object.entries(variables))));

  test("columns become rows, a 1 among zeros becomes a label", async () => {
    const path = await mat({ Yt: points, Ct: classes, Yv: points, Cv: classes, other: "x" });
    const { train, validation } = await loadMatDataset(path);
    expect(train).toStrictEqual({
      size: 3,
      columns: {
        x: { dtype: "f32", shape: [3, 2], data: Float32Array.of(0, 1, 2, 3, 4, 5) },
        labels: { dtype: "i32", shape: [3], data: Int32Array.of(1, 0, 1) },
      },
      classes: ["0", "1"],
    });
    expect(validation).toStrictEqual(train);
  });

  test("other names can be told, and sparse classes are read too", async () => {
    const sparse: MatInput = {
      kind: "sparse",
      dtype: "f64",
      shape: [2, 3],
      rows: Int32Array.of(1, 0, 1),
      columns: Int32Array.of(0, 1, 2),
      data: Float64Array.of(1, 1, 1),
    };
    const names = { x: "points", labels: "classes" };
    const path = await mat({ points, classes: sparse });
    const { train } = await loadMatDataset(path, { train: names, validation: names, dtype: "f64" });
    expect(train.columns.x.data).toStrictEqual(Float64Array.of(0, 1, 2, 3, 4, 5));
    expect(train.columns.labels.data).toStrictEqual(Int32Array.of(1, 0, 1));
  });

  test("what does not fit is refused, and says what", async () => {
    const names = { x: "points", labels: "classes" };
    const load = async (variables: Readonly<Record<string, MatInput>>) =>
      rejection(loadMatDataset(await mat(variables), { train: names, validation: names }));
    expect((await load({ points })).code).toBe("mat/variable");
    const counted = { dtype: "u8", shape: [1, 3], data: Uint8Array.of(1, 2, 1) } as const;
    expect(await load({ points, classes: counted })).toMatchObject({ code: "data/contents", found: "2 in column 2" });
    const short = { ...classes, shape: [3, 2] };
    expect((await load({ points, classes: short })).expected).toBe(
      '"classes" with 3 columns, one for each of "points"',
    );
    expect((await load({ points: "text", classes })).found).toBe("text");
  });
});

describe("loadCsvDataset", () => {
  test("numbers make a regression", async () => {
    const path = await file("a.csv", "y,x\n1,400\n2.5,405\n");
    expect(await loadCsvDataset(path, { target: "y", dtype: "f64" })).toStrictEqual({
      size: 2,
      columns: {
        x: { dtype: "f64", shape: [2, 1], data: Float64Array.of(400, 405) },
        y: { dtype: "f64", shape: [2, 1], data: Float64Array.of(1, 2.5) },
      },
    });
  });

  test("texts are classes, in alphabetical order", async () => {
    const path = await file("a.csv", "a,b,kind\n1,2,rose\n3,4,iris\n5,6,rose\n");
    const loaded = await loadCsvDataset(path, { target: "kind", columns: ["b", "a"] });
    expect(loaded).toStrictEqual({
      size: 3,
      columns: {
        x: { dtype: "f32", shape: [3, 2], data: Float32Array.of(2, 1, 4, 3, 6, 5) },
        labels: { dtype: "i32", shape: [3], data: Int32Array.of(1, 0, 1) },
      },
      classes: ["iris", "rose"],
    });
  });

  test("missing values and texts to learn from are refused", async () => {
    const load = async (text: string) => rejection(loadCsvDataset(await file("a.csv", text), { target: "y" }));
    expect((await load("x,y\n1,\n")).expected).toBe('a value of "y" in every row');
    expect((await load("x,y\nNA,1\n")).expected).toBe('a value of "x" in every row');
    expect((await load("x,y\none,1\n")).expected).toBe('numbers in column "x"');
    expect((await load("x,z\n1,1\n")).code).toBe("csv/column");
  });
});

test("loadNpzDataset takes arrays for columns", async () => {
  const images = { dtype: "u8", shape: [2, 2, 2], data: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7) } as const;
  const y = { dtype: "i64", shape: [2], data: BigInt64Array.of(1n, 0n) } as const;
  const path = await file(
    "a.npz",
    writeNpz(
      new Map<string, typeof images | typeof y>([
        ["x_train", images],
        ["y_train", y],
      ]),
    ),
  );
  const { size, columns } = await loadNpzDataset(path, { images: "x_train", labels: "y_train" });
  expect(size).toBe(2);
  expect(columns.images).toStrictEqual(images);
  expect(columns.labels).toStrictEqual({ dtype: "i32", shape: [2], data: Int32Array.of(1, 0) });
  expect((await rejection(loadNpzDataset(path, { images: "x" }))).code).toBe("npy/missing");
  expect((await rejection(loadNpzDataset(join(folder, "none.npz"), { x: "x" }))).code).toBe("data/unreadable");
});
