import { DataError } from "@adjoint/data";
import { SpecError } from "../../errors/specError.js";
import { type DataSpec, sourceKeyOf } from "../../spec/dataSchema.js";
import type { Spec } from "../../spec/specSchema.js";
import { csvSource } from "./csvSource.js";
import type { DataFacts } from "./dataFacts.js";
import { generatorSource } from "./generatorSource.js";
import { idxSource } from "./idxSource.js";
import { imageSource } from "./imageSource.js";
import { matSource } from "./matSource.js";
import { npzSource } from "./npzSource.js";
import { type Data, prepare, type Scalers, shapeOf } from "./prepare.js";
import { knownFacts, setSource } from "./setSource.js";
import type { Loaded, Place } from "./source.js";

type AnySource = (data: never, place: Place) => Promise<Loaded>;

/** How each kind of source is loaded, by the key that names it in a spec. */
const sources: Readonly<Record<string, AnySource>> = {
  set: setSource,
  mat: matSource,
  csv: csvSource,
  images: imageSource,
  idx: idxSource,
  npz: npzSource,
  make: generatorSource,
};

const isSystemError = (error: unknown): error is Error => error instanceof Error && "syscall" in error;

/** What is wrong with a file that the spec names is told at that place; what is wrong with an installed set is not its fault. */
async function load(data: DataSpec, place: Place): Promise<Loaded> {
  const key = sourceKeyOf(data as object as Readonly<Record<string, unknown>>)!;
  try {
    return await (sources[key]! as (data: DataSpec, place: Place) => Promise<Loaded>)(data, place);
  } catch (error) {
    if (key === "set" || !(error instanceof DataError || isSystemError(error))) throw error;
    throw new SpecError([{ code: "spec/refused", path: ["data", key], details: { reason: error.message } }]);
  }
}

/**
 * Loads the data of a spec, sets test and validation examples apart with its seed, and scales them.
 *
 * @param kept scalers to use instead of fitting them to the training examples
 * @throws SpecError `spec/refused`, `spec/texts`, `spec/value`; DataError
 */
export async function loadData({ data, seed }: Spec, place: Place, kept?: Scalers): Promise<Data> {
  return prepare(await load(data, place), data, seed, kept);
}

/** What a network must fit to learn the data of a spec; files are read only if it is not known without. */
export async function loadFacts(spec: Spec, place: Place): Promise<DataFacts> {
  const known = knownFacts(spec.data);
  if (known === undefined) return (await loadData(spec, place)).facts;
  return { ...known, input: { ...known.input, shape: shapeOf(known, spec.data) } };
}
