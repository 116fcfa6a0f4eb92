import { holdOut, type Images } from "@adjoint/data";
import type { Spec } from "../spec/specSchema.js";
import { dataSets } from "./dataSets.js";

export type Examples = Images;

/** The examples of a run, in parts that share none. */
export interface Splits {
  readonly train: Examples;
  /** Absent when the spec holds none out. */
  readonly validation?: Examples;
  readonly test: Examples;
}

export type SplitName = keyof Splits;

/**
 * Loads the data of a spec, and holds out its validation examples with its seed.
 *
 * @throws DataError
 */
export async function loadSplits({ data, seed }: Spec, options: { readonly dataDir?: string } = {}): Promise<Splits> {
  const { train, test } = await dataSets[data.set].load(options);
  if (data.validation === 0) return { train, test };
  const { rest, held } = holdOut(train, { share: data.validation, seed });
  return { train: rest, validation: held, test };
}
