import { readMat, readNpz, writeIdx } from "@adjoint/data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "../testing/workshop.js";

let shop: Workshop;

beforeAll(async () => {
  shop = await createWorkshop();
});

afterAll(() => shop[Symbol.asyncDispose]());

const data = (...argv: readonly string[]) => shop.adjoint(["data", ...argv]);

describe("adjoint data make", () => {
  test("writes a .mat file in the layout that a spec reads, and info tells what is in it", async () => {
    const made = await data("make", "peaks", "--out", "Points.mat", "--size", "100", "--set", "classes=3");
    expect(made).toEqual({
      code: 0,
      stdout: "Points.mat: Yt [2, 80], Ct [3, 80], Yv [2, 20], Cv [3, 20]\n",
      stderr: "",
    });
    const { code, stdout } = await data("info", "Points.mat");
    expect(code).toBe(0);
    expect(`\n${stdout.split("\n\nYt")[0]}\n`).toMatchInlineSnapshot(`
      "
      Points.mat: MAT-file

      name  type  shape    range               classes
      Yt    f32   [2, 80]  -2.88235 … 2.83529
      Ct    f32   [3, 80]  0 … 1               0: 27, 1: 26, 2: 27
      Yv    f32   [2, 20]  -2.88235 … 2.34118
      Cv    f32   [3, 20]  0 … 1               0: 7, 1: 7, 2: 6
      "
    `);
    await shop.write("points.yaml", "data: { mat: Points.mat }\nnetwork: [dense: 3]\nepochs: 1");
    expect((await shop.adjoint(["train", "points.yaml", "--quiet"])).code).toBe(0);
  });

  test("writes columns into other formats, the same for the same seed", async () => {
    await data("make", "sineRegression", "--out", "wave.csv", "--size", "3", "--seed", "7");
    expect(String(await shop.read("wave.csv"))).toMatch(/^x,y\n(-?[\d.e-]+,-?[\d.e-]+\n){3}$/);
    await data("make", "xor", "--out", "a.npz", "--size", "30");
    await data("make", "xor", "--out", "b.npz", "--size", "30");
    expect(readNpz(await shop.read("a.npz"))).toEqual(readNpz(await shop.read("b.npz")));
  });

  test("refuses settings as a spec does", async () => {
    const { code, stderr } = await data("make", "peaks", "--out", "no.mat", "--set", "arms=3", "--set", "classes=0");
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: 2 problems
        adjoint data make: peaks: unknown key "arms"; allowed: size, seed, noise, classes, grid, flipped
        adjoint data make: peaks.classes: expected a whole number ≥ 1, found 0
      "
    `);
    expect((await data("make", "peaks", "--out", "no.mat", "--set", "arms")).stderr).toContain("Expected name=value.");
    expect((await data("make", "peaks", "--out", "no.mat", "--validation", "1")).stderr).toContain(
      "Expected a number in [0, 1).",
    );
  });
});

describe("adjoint data convert", () => {
  test("keeps numbers, names and shapes", async () => {
    await data("make", "peaks", "--out", "from.mat", "--size", "40");
    const { code, stdout } = await data("convert", "from.mat", "to.npz");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^to\.npz: Yt, Ct, Yv, Cv, [\d,]+ bytes\n$/);
    const { variables } = await readMat(await shop.read("from.mat"));
    for (const [name, array] of readNpz(await shop.read("to.npz"))) {
      const { kind: _, ...expected } = variables.get(name) as { readonly kind: string };
      expect(array).toEqual(expected);
    }
    await data("convert", "to.npz", "back.safetensors");
    expect((await data("info", "back.safetensors")).stdout).toContain("Cv    f32   [5, 8]");
  });

  test("says what cannot be written", async () => {
    await shop.write("table.csv", "a,kind\n1,x\n2,y\n");
    await shop.write("table.csv.txt", "");
    const left = await data("convert", "table.csv", "table.npz");
    expect(left).toMatchObject({ code: 0, stderr: '"kind" was left out: it holds no numbers\n' });
    const answers = [
      await data("convert", "from.mat", "to.npy"),
      await data("convert", "from.mat", "to.csv"),
      await data("convert", "from.mat", "to.xlsx"),
      await data("convert", "from.mat", "nowhere"),
      await data("convert", "nothing.mat", "to.npz"),
      await data("convert", "table.csv.txt", "to.npz"),
    ];
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(`\n${answers.map(({ stderr }) => stderr).join("")}`).toMatchInlineSnapshot(`
      "
      error: to.npy: this format holds one array, but there are 4: Yt, Ct, Yv, Cv.
      Choose a format that holds several, such as .npz or .mat.
      error: "Yt1" has 2 rows where others have 5, which makes no table.
      Choose a format for arrays of any shape, such as .npz or .mat.
      error: to.xlsx: the end of the name does not say how to write it.
      End it with one of .mat, .npz, .npy, .safetensors, .idx, .csv.
      error: nowhere: the end of the name does not say how to write it.
      End it with one of .mat, .npz, .npy, .safetensors, .idx, .csv.
      error: nothing.mat: there is no such file or folder.
      error: table.csv.txt: the end of the name does not say what is in it.
      Expected one of .mat, .npz, .npy, .csv, .safetensors, .idx, or a folder of images.
      "
    `);
  });
});

describe("adjoint data info", () => {
  test("shows rows, counts of classes and missing values of a table", async () => {
    await shop.write("irises.csv", "length,width,kind\n5.1,3.5,setosa\n4.9,,setosa\n6.3,3.3,virginica\n");
    const { stdout } = await data("info", "irises.csv");
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
      irises.csv: CSV table

      name    type  shape  range             classes
      length  f64   [3]    4.9 … 6.3
      width   f64   [3]    3.3 … 3.5, 1 NaN
      kind    text  [3]                      setosa: 2, virginica: 1

      "width" lacks 1 values

      length  width  kind
         5.1    3.5  setosa
         4.9    NaN  setosa
         6.3    3.3  virginica
      "
    `);
  });

  test("draws small images", async () => {
    const bright = Uint8Array.from({ length: 2 * 64 }, (_, i) => (i % 8 === (i < 64 ? 2 : 5) ? 255 : 0));
    await shop.write("images.idx", writeIdx({ dtype: "u8", shape: [2, 8, 8], data: bright }));
    const { stdout } = await data("info", "images.idx");
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
      images.idx: IDX file

      name   type  shape      range    classes
      array  u8    [2, 8, 8]  0 … 255

      array
        █            █
        █            █
        █            █
        █            █
      "
    `);
  });

  test("prints one document", async () => {
    const { format, entries } = JSON.parse((await data("info", "images.idx", "--json")).stdout);
    expect(format).toBe("IDX file");
    expect(entries).toEqual([{ name: "array", type: "u8", shape: "[2, 8, 8]", range: "0 … 255", classes: "" }]);
  });
});

test("fetching without a network is answered with what to do", async () => {
  const { code, stderr } = await data("fetch", "fashion-mnist", "--out", "clothes", "--from", "http://127.0.0.1:1/");
  expect(code).toBe(2);
  expect(stderr).toContain("[download/failed]");
  expect(stderr).toContain("Check that this machine has a network.");
  expect(stderr).toContain(`${shop.folder}/clothes`);
});
