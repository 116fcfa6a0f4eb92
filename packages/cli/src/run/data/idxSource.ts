import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { type Dataset, dataset, readIdx } from "@adjoint/data";
import type { IdxPair } from "../../spec/dataSchema.js";
import { factsOf } from "./factsOf.js";
import { labelled } from "./labelled.js";
import type { Source } from "./source.js";

async function part({ images, labels }: IdxPair, folder: string): Promise<Dataset> {
  const read = async (path: string) => readIdx(await readFile(resolve(folder, path)), { file: path, consume: true });
  const [x, marks] = [await read(images), await read(labels)];
  const scaled = x.dtype === "u8" ? { ...x, scaling: { factor: 1 / 255, offset: 0 } } : x;
  return labelled(dataset({ x: scaled, labels: marks }), "labels");
}

/** Two IDX files: examples, whose bytes are scaled to [0, 1], and their labels. */
export const idxSource: Source<{ readonly idx: IdxPair }> = async ({ idx, test }, { folder }) => {
  const train = await part(idx, folder);
  const facts = factsOf(basename(idx.images), train);
  return typeof test === "object" && "images" in test
    ? { facts, train, test: await part(test, folder) }
    : { facts, train };
};
