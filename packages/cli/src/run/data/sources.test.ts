import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { eckerle4, peaks, readSafetensors, writeIdx, writeMat, writeNpz } from "@adjoint/data";
import { File, ready } from "h5wasm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "../../testing/workshop.js";

let shop: Workshop;
let runs = 0;

/** 60 points in three classes, in the layout of each format. */
const points = peaks({ size: 60, classes: 3, seed: 4 });
const { x, labels } = points.columns;
const columnsOf = (from: number, to: number) => {
  const size = to - from;
  const at = (i: number, k: number) => x.data[2 * (from + i) + k]!;
  return {
    coordinates: {
      dtype: "f32",
      shape: [2, size],
      data: Float32Array.from({ length: 2 * size }, (_, j) => at(j % size, j < size ? 0 : 1)),
    },
    ones: {
      dtype: "u8",
      shape: [3, size],
      data: Uint8Array.from({ length: 3 * size }, (_, j) =>
        Number(labels.data[from + (j % size)] === Math.floor(j / size)),
      ),
    },
  } as const;
};
const rows = Array.from({ length: 60 }, (_, i) => [x.data[2 * i], x.data[2 * i + 1], labels.data[i]] as const);

/** The same matrices as MATLAB saves them with `-v7.3`: in HDF5, dimensions backwards, classes as attributes. */
async function hdf5(
  matrices: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>>,
) {
  const { FS } = await ready;
  const file = new File("/points.h5", "w");
  for (const [name, { shape, data }] of Object.entries(matrices)) {
    const [rows, columns] = shape as readonly [number, number];
    const backwards = Float64Array.from(
      { length: rows * columns },
      (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!,
    );
    const set = file.create_dataset({ name, data: backwards, shape: [columns, rows] });
    set.create_attribute("MATLAB_class", "double", [], "S6");
  }
  file.close();
  return FS!.readFile("/points.h5");
}

/** Grey images of 4 × 4 pixels, brighter by class, in `<folder>/<split>/<label>/`. */
async function drawImages(folder: string) {
  for (const [split, count] of [
    ["train", 12],
    ["test", 4],
  ] as const) {
    for (const label of ["0", "1", "2"]) {
      await mkdir(join(folder, split, label), { recursive: true });
      for (let i = 0; i < count; i++) {
        const pixels = new Uint8Array(16).fill(80 * Number(label) + i);
        const image = sharp(pixels, { raw: { width: 4, height: 4, channels: 1 } });
        await image.png().toFile(join(folder, split, label, `${i}.png`));
      }
    }
  }
}

beforeAll(async () => {
  shop = await createWorkshop();
  const [train, held] = [columnsOf(0, 40), columnsOf(40, 60)];
  const mat = { Yt: train.coordinates, Ct: train.ones, Yv: held.coordinates, Cv: held.ones };
  await shop.write("points.mat", writeMat(new Map(Object.entries(mat))));
  await shop.write("plain.mat", writeMat(new Map(Object.entries(mat)), { compress: false, byteOrder: "big" }));
  await shop.write("points73.mat", await hdf5(mat));
  await shop.write("points.npz", writeNpz(new Map(Object.entries({ points: x, kinds: labels, heights: { ...x } }))));
  await shop.write(
    "points.csv",
    `a,b,kind,height\n${rows.map(([a, b, k]) => `${a},${b},${"uvw"[k!]},${a! + b!}`).join("\n")}\n`,
  );
  await shop.write("numbered.csv", `a,b,kind\n${rows.map(([a, b, k]) => `${a},${b},${k}`).join("\n")}\n`);
  const images = writeIdx({ dtype: "u8", shape: [60, 2, 2], data: new Uint8Array(240).map((_, i) => i) });
  const marks = writeIdx({ dtype: "u8", shape: [60], data: Uint8Array.from(labels.data) });
  await shop.write("images.idx", images);
  await shop.write("labels.idx", marks);
  await shop.write("images-idx3-ubyte.gz", gzipSync(images));
  await shop.write("labels-idx1-ubyte.gz", gzipSync(marks));
  const observed = eckerle4({ dtype: "f64" }).columns;
  const lines = Array.from(observed.x.data, (at, i) => `${at},${observed.y.data[i]}\n`);
  await shop.write("Eckerle4.csv", `x,y\n${lines.join("")}`);
  await drawImages(join(shop.folder, "images"));
});

afterAll(() => shop[Symbol.asyncDispose]());

async function train(data: string, network: string) {
  await shop.write(
    "spec.yaml",
    `data: ${data}\nnetwork: ${network}\nepochs: 2\nbatch: 16\noptimizer: { adam: { learningRate: 0.01 } }\n`,
  );
  const out = `run-${++runs}`;
  const answer = await shop.adjoint(["train", "spec.yaml", "--out", out, "--threads", "1", "--json"]);
  return { ...answer, out, document: answer.code === 0 ? JSON.parse(answer.stdout) : undefined };
}

const classifies = "[{ dense: 8 }, tanh, { dense: 3 }]";
const fits = "[{ dense: 8 }, tanh, { dense: 1 }]";

describe("a source of classes", () => {
  test.each([
    ["a .mat file, whose second part validates", "{ mat: points.mat }", classifies, ["train", "validation"]],
    [
      "a .mat file, with its own test examples",
      "{ mat: points.mat, test: 0.25 }",
      classifies,
      ["train", "validation", "test"],
    ],
    ["a .mat file, big-endian and not compressed", "{ mat: plain.mat }", classifies, ["train", "validation"]],
    ["a .mat file of level 7.3", "{ mat: points73.mat }", classifies, ["train", "validation"]],
    [
      "a table with texts",
      "{ csv: points.csv, label: kind, columns: [a, b] }",
      classifies,
      ["train", "validation", "test"],
    ],
    [
      "a table with numbers",
      "{ csv: numbered.csv, label: kind, scale: { zScore: { per: feature } } }",
      classifies,
      ["train", "validation", "test"],
    ],
    [
      "an .npz file",
      "{ npz: points.npz, inputs: points, labels: kinds, validation: 0 }",
      classifies,
      ["train", "test"],
    ],
    [
      "an .npz file, with other arrays to test on",
      "{ npz: points.npz, inputs: points, labels: kinds, test: { inputs: heights, labels: kinds } }",
      classifies,
      ["train", "validation", "test"],
    ],
    [
      "IDX files",
      "{ idx: { images: images.idx, labels: labels.idx }, shape: [2, 2, 1], validation: { share: 0.2 } }",
      "[flatten, { dense: 3 }]",
      ["train", "validation", "test"],
    ],
    [
      "IDX files in gzip, one pair to train and one to test on",
      "{ idx: { images: images-idx3-ubyte.gz, labels: labels-idx1-ubyte.gz }, test: { images: images.idx, labels: labels.idx } }",
      "[{ dense: 3 }]",
      ["train", "validation", "test"],
    ],
    ["images in folders", "{ images: images }", "[flatten, { dense: 3 }]", ["train", "validation", "test"]],
    [
      "images in colour, of another size",
      "{ images: images, colour: true, size: [2, 2], validation: 0 }",
      "[flatten, { dense: 3 }]",
      ["train", "test"],
    ],
    ["a generator", "{ make: peaks, classes: 3, size: 100, noise: 0.1 }", classifies, ["train", "validation", "test"]],
    ["a set of its own", "{ set: iris, scale: minMax }", classifies, ["train", "validation", "test"]],
  ])("%s", async (_, data, network, parts) => {
    const { code, stderr, document } = await train(data, network);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    for (const part of ["train", "validation", "test"]) {
      if (!parts.includes(part)) expect(document).not.toHaveProperty(part);
      else expect(document[part]).toEqual({ loss: expect.any(Number), accuracy: expect.any(Number) });
    }
  });
});

describe("a source of numbers", () => {
  test.each([
    ["a table", "{ csv: points.csv, target: height, columns: [a, b] }", fits],
    ["a table of two columns", "{ csv: Eckerle4.csv, target: y }", fits],
    ["an .npz file", "{ npz: points.npz, inputs: points, target: heights }", "[{ dense: 2 }]"],
    ["a generator", "{ make: sineRegression, size: 100 }", fits],
    ["Eckerle4", "eckerle4", fits],
  ])("%s", async (_, data, network) => {
    const { code, stderr, document } = await train(data, network);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(document.test).toEqual({ loss: expect.any(Number), meanSquaredError: expect.any(Number) });
  });

  test("that was scaled is measured in its own units, also from the checkpoint", async () => {
    const scaled =
      "{ csv: points.csv, target: height, columns: [a, b], scale: zScore, scaleTarget: { minMax: { to: [-1, 1] } } }";
    const { document, out } = await train(scaled, fits);
    const { loss, meanSquaredError } = document.test;
    const { metadata } = readSafetensors(await shop.read(`${out}/checkpoint.safetensors`));
    const { scale } = JSON.parse(metadata.scalers!).target;
    expect(scale).toBeGreaterThan(2);
    expect(meanSquaredError / (loss * scale ** 2)).toBeCloseTo(1, 5);
    expect(String(await shop.read(`${out}/report.html`))).toContain("<h2>Predictions</h2>");
    const evaluated = await shop.adjoint(["evaluate", out, "--json"]);
    expect(JSON.parse(evaluated.stdout).test).toEqual(document.test);
  });
});

test("a .mat file trains to the same numbers, whatever its level", async () => {
  const losses = [];
  for (const file of ["points.mat", "plain.mat", "points73.mat"]) {
    losses.push((await train(`{ mat: ${file} }`, classifies)).document.train.loss);
  }
  expect(losses).toEqual([losses[0], losses[0], losses[0]]);
});

test("images are decoded once: what can be read no more is trained on from the cache", async () => {
  const folder = join(shop.folder, "photos");
  const learn = () => train("{ images: photos }", "[flatten, { dense: 3 }]");
  await drawImages(folder);
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".png"));
  expect(files).toHaveLength(48);
  const asIfUnchanged = (file: string) => utimes(join(folder, file), 1e9, 1e9);
  await Promise.all(files.map(asIfUnchanged));
  const first = await learn();
  for (const file of files) {
    await shop.write(join("photos", file), new Uint8Array((await stat(join(folder, file))).size));
    await asIfUnchanged(file);
  }
  expect((await learn()).document.test).toEqual(first.document.test);
  await rm(join(folder, ".adjoint-images-grey.safetensors"));
  expect((await learn()).stderr).toContain("[image/unreadable]");
});

test("what is wrong with data is told at its place", async () => {
  const wrong = [
    ["a file that is not there", "{ csv: nowhere.csv, target: y }"],
    ["a column that is not there", "{ csv: points.csv, target: hight }"],
    ["a column of texts to learn from", "{ csv: points.csv, target: height }"],
    ["texts as numbers", "{ csv: points.csv, target: kind, columns: [a, b] }"],
    ["a file of another kind", "{ mat: points.csv }"],
    ["a table without anything to learn", "{ csv: points.csv }"],
    ["no source at all", "{ file: points.csv }"],
    ["a generator that does not exist", "{ make: peeks }"],
    ["a setting of another generator", "{ make: peaks, arms: 2 }"],
    ["a shape that does not fit", "{ make: peaks, classes: 3, size: 30, shape: [3, 1] }"],
    ["more examples than there are", "{ make: peaks, classes: 3, size: 30, take: 31 }"],
    ["a share of all", "{ make: peaks, classes: 3, size: 30, test: 1.5 }"],
  ];
  const told: string[] = [];
  for (const [what, data] of wrong) {
    const { code, stderr } = await train(data!, classifies);
    expect(code).toBe(2);
    told.push(`${what}\n${stderr.replaceAll(shop.folder, "<folder>")}`);
  }
  expect(`\n${told.join("\n")}`).toMatchInlineSnapshot(`
    "
    a file that is not there
    error: spec.yaml:1:14: data.csv: <folder>/nowhere.csv: the file cannot be read [data/unreadable]
      expected: a file that can be read
      found:    ENOENT: no such file or directory, open '<folder>/nowhere.csv'
      Check that it is a file and that you may read it.

    a column that is not there
    error: spec.yaml:1:34: data.target: <folder>/points.csv: the CSV table lacks a column [csv/column]
      expected: a column "hight"
      found:    "a", "b", "kind", "height"
      Ask for a column that the file has.

    a column of texts to learn from
    error: spec.yaml:1:14: data.csv: <folder>/points.csv: the file does not hold what the data set needs [data/contents]
      expected: numbers in column "kind"
      found:    texts
      Choose the columns to learn from by \`columns\`, and fill or remove what is missing.

    texts as numbers
    error: spec.yaml:1:34: data.target: the column "kind" holds texts, which are classes; write "label: kind" instead of "target: kind"

    a file of another kind
    error: spec.yaml:1:14: data.mat: <folder>/points.csv, byte 0: this is not a MAT-file [mat/magic]
      expected: a header of level 4 or 5, or that of HDF5
      found:    "a,b,kind,height\\n-1." and 33 36 30 39 at byte 124
      Pass a file that MATLAB, Octave (\`save -v7\`) or SciPy (\`savemat\`) wrote.

    a table without anything to learn
    error: spec.yaml:1:7: data.target: missing; expected the column to learn: \`target: y\` for numbers, \`label: kind\` for classes

    no source at all
    error: spec.yaml:1:7: data: expected a mapping with one of set, mat, csv, images, idx, npz, make, found a mapping with file

    a generator that does not exist
    error: spec.yaml:1:15: data.make: found "peeks"; did you mean "peaks"? Allowed: circles, gaussianMixture, peaks, spirals, swissRoll, twoMoons, xor, leastSquares, sineRegression

    a setting of another generator
    error: spec.yaml:1:22: data: unknown key "arms"; allowed: make, size, seed, noise, classes, grid, flipped, validation, test, take, shape, scale, targets

    a shape that does not fit
    error: spec.yaml:1:51: data.shape: expected sizes whose product is 2, the numbers of an example, found "3 × 1"

    more examples than there are
    error: spec.yaml:1:50: data.take: expected at most 30, which is all there are, found 31

    a share of all
    error: spec.yaml:1:50: data.test: expected a number of examples, or a fraction in [0, 1), found 1.5
    "
  `);
});
