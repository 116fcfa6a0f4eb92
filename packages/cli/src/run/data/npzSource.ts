import { basename, resolve } from "node:path";
import { type Dataset, dataset, loadNpzDataset } from "@adjoint/data";
import type { NpzPart, NpzSpec } from "../../spec/dataSchema.js";
import { factsOf } from "./factsOf.js";
import { labelled } from "./labelled.js";
import type { Source } from "./source.js";

async function part(file: string, { inputs, labels, target }: NpzPart): Promise<Dataset> {
  if (labels !== undefined) return labelled(await loadNpzDataset(file, { x: inputs, labels }), "labels");
  const { columns, size } = await loadNpzDataset(file, { x: inputs, y: target! });
  const y = {
    dtype: "f32",
    shape: [size, columns.y.data.length / size],
    data: Float32Array.from(columns.y.data),
  } as const;
  return dataset({ x: columns.x, y });
}

/** Arrays of NumPy. */
export const npzSource: Source<NpzSpec> = async ({ npz, test, ...data }, { folder }) => {
  const file = resolve(folder, npz);
  const train = await part(file, data);
  const facts = factsOf(basename(npz), train);
  return typeof test === "object" && "inputs" in test
    ? { facts, train, test: await part(file, test) }
    : { facts, train };
};
