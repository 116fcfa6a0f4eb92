import { basename, resolve } from "node:path";
import { loadMatDataset } from "@adjoint/data";
import { factsOf } from "./factsOf.js";
import type { Source } from "./source.js";

/** Points and classes from a MAT-file. */
export const matSource: Source<{ readonly mat: string }> = async ({ mat, names }, { folder }) => {
  const { train, validation } = await loadMatDataset(resolve(folder, mat), names);
  return { facts: factsOf(basename(mat), train), train, validation };
};
