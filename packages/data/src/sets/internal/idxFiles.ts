import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readIdx } from "../../formats/readIdx.js";
import { bytesOf } from "../../internal/elements.js";
import { readBytes } from "../../internal/readBytes.js";
import { sha256 } from "./sha256.js";

/** The names under which MNIST was published, and after it Fashion-MNIST. */
export const idxFiles = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
} as const;

export type IdxFile = (typeof idxFiles)["train" | "test"]["images" | "labels"];

export const allIdxFiles: readonly IdxFile[] = Object.values(idxFiles).flatMap(({ images, labels }) => [
  images,
  labels,
]);

/** Where each file is, or why a folder does not do. */
export type IdxFiles =
  | { readonly complete: true; readonly pathOf: (file: IdxFile) => string }
  | { readonly complete: false; readonly reason: string };

/**
 * Looks for the four files, each plain or compressed (`.gz`), in a folder.
 *
 * @param name the data set that is wanted; a folder that is known to hold another is refused.
 */
export async function findIdxFiles(folder: string, name: string): Promise<IdxFiles> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return { complete: false, reason: "no such folder" };
  const nameOf = (file: IdxFile) => [file, `${file}.gz`].find((candidate) => names.includes(candidate));
  const missing = allIdxFiles.filter((file) => nameOf(file) === undefined);
  if (missing.length > 0) {
    const reason = missing.length === allIdxFiles.length ? "none of the four files" : `lacks ${missing.join(", ")}`;
    return { complete: false, reason };
  }
  const pathOf = (file: IdxFile) => join(folder, nameOf(file) ?? file);
  const holds = await publicationOf(pathOf(idxFiles.test.labels));
  return holds === undefined || holds === name
    ? { complete: true, pathOf }
    : { complete: false, reason: `holds ${holds}` };
}

/** SHA-256 of the 10,000 test labels, which tells apart what the names of the files do not. */
const knownTestLabels: ReadonlyMap<string, string> = new Map([
  ["ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5", "mnist"],
  ["3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9", "fashion-mnist"],
]);

async function publicationOf(testLabels: string): Promise<string | undefined> {
  const { data } = readIdx(await readBytes(testLabels), { file: testLabels });
  return knownTestLabels.get(sha256(bytesOf(data)));
}
