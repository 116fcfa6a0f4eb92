import type { TensorValue } from "@adjoint/core";
import { type Dataset, dataset, type PlainColumn, type ScaledColumn } from "../dataset.js";
import { DataError } from "../errors/dataError.js";
import { readIdx } from "../formats/readIdx.js";
import { readBytes } from "../internal/readBytes.js";
import { allIdxFiles, findIdxFiles, type IdxFile, idxFiles } from "./internal/idxFiles.js";
import type { Place } from "./internal/places.js";
import { sha256 } from "./internal/sha256.js";

/** u8 [n, 784] that batches scale to [0, 1], and i32 [n]. */
export type Images = Dataset<{ readonly images: ScaledColumn<"u8">; readonly labels: PlainColumn<"i32"> }>;

/** Images of 28 × 28 pixels in ten classes, published as MNIST was. */
export interface ImageSets {
  readonly name: string;
  /** The folder that it was read from. */
  readonly folder: string;
  readonly train: Images;
  readonly test: Images;
}

/** What tells one such publication from another. */
export interface Publication {
  readonly name: string;
  readonly classes: readonly string[];
  /** How to get it, for one who lacks it. */
  readonly remedy: string;
}

/**
 * Loads a publication from the first place that has all of its four files.
 *
 * @returns images as u8 [n, 784] that batches scale to [0, 1], labels as i32 [n].
 * @throws DataError `data/not-found` when no place has it; `data/checksum`, `data/contents`, `data/unreadable` or an
 * error of `readIdx` when one has it and a file is wrong.
 */
export async function loadIdxFolder(publication: Publication, places: readonly Place[]): Promise<ImageSets> {
  const { name, classes, remedy } = publication;
  const misses: string[] = [];
  for (const { folder, checksums = {} } of places) {
    const files = await findIdxFiles(folder, name);
    if (files.complete) {
      const read = async (file: IdxFile) => readFile(files.pathOf(file), checksums[file]);
      const train = await loadPart(idxFiles.train, read, classes);
      const test = await loadPart(idxFiles.test, read, classes);
      return { name, folder, train, test };
    }
    misses.push(`${folder}: ${files.reason}`);
  }
  throw new DataError({
    code: "data/not-found",
    expected: `${name}: ${allIdxFiles.join(", ")}, each plain or .gz, in one folder`,
    found: ["nothing that will do in any of these:", ...misses].join("\n"),
    remedy,
  });
}

interface IdxContent {
  readonly path: string;
  readonly value: TensorValue;
}

async function readFile(path: string, checksum: string | undefined): Promise<IdxContent> {
  const bytes = await readBytes(path);
  if (checksum !== undefined && sha256(bytes) !== checksum) {
    throw new DataError({
      code: "data/checksum",
      file: path,
      expected: `SHA-256 ${checksum}`,
      found: `SHA-256 ${sha256(bytes)}`,
    });
  }
  return { path, value: readIdx(bytes, { file: path, consume: true }) };
}

async function loadPart(
  files: (typeof idxFiles)["train" | "test"],
  read: (file: IdxFile) => Promise<IdxContent>,
  classes: readonly string[],
): Promise<Images> {
  const [images, labels] = await Promise.all([read(files.images), read(files.labels)]);
  checkShape(images, [images.value.shape[0] ?? 0, side, side]);
  checkShape(labels, images.value.shape.slice(0, 1));
  checkLabels(labels, classes.length);
  return dataset(
    {
      images: {
        dtype: "u8",
        shape: [images.value.data.length / pixels, pixels],
        data: images.value.data,
        scaling: { factor: 1 / 255, offset: 0 },
      },
      labels: { dtype: "i32", shape: labels.value.shape, data: new Int32Array(labels.value.data) },
    },
    { classes },
  );
}

const side = 28;
const pixels = side * side;

function checkShape({ path, value: { dtype, shape } }: IdxContent, expected: readonly number[]): void {
  if (dtype === "u8" && shape.length === expected.length && shape.every((size, axis) => size === expected[axis]))
    return;
  throw new DataError({
    code: "data/contents",
    file: path,
    expected: `u8 of shape [${expected.join(", ")}]`,
    found: `${dtype} of shape [${shape.join(", ")}]`,
  });
}

/** Length of the header of an IDX vector. */
const labelsStart = 8;

function checkLabels({ path, value: { data } }: IdxContent, classes: number): void {
  const wrong = data.findIndex((label) => label >= classes);
  if (wrong === -1) return;
  throw new DataError({
    code: "data/contents",
    file: path,
    offset: labelsStart + wrong,
    expected: `labels from 0 to ${classes - 1}`,
    found: `${data[wrong]} as label ${wrong}`,
  });
}
