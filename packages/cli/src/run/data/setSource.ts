import { eckerle4, iris, loadFashionMnist, loadMnist } from "@adjoint/data";
import type { DataSpec, ImageSetName, SetName } from "../../spec/dataSchema.js";
import type { DataFacts } from "./dataFacts.js";
import { factsOf } from "./factsOf.js";
import type { Loaded, Source } from "./source.js";

const loaders = { mnist: loadMnist, "fashion-mnist": loadFashionMnist };

const imageFacts = (name: ImageSetName): DataFacts => ({
  name,
  input: { name: "images", shape: [784] },
  target: { kind: "classes", name: "labels", classes: 10 },
});

const small = { iris, eckerle4 };

const isImageSet = (name: SetName): name is ImageSetName => Object.hasOwn(loaders, name);

/** What a set is like, if that is known without its files. */
export const knownFacts = (data: DataSpec): DataFacts | undefined =>
  "set" in data && isImageSet(data.set) ? imageFacts(data.set) : undefined;

/** The sets that have names. */
export const setSource: Source<{ readonly set: SetName }> = async ({ set }, { dataDir }): Promise<Loaded> => {
  if (!isImageSet(set)) {
    const train = small[set]();
    return { facts: factsOf(set, train), train };
  }
  const { train, test } = await loaders[set](dataDir === undefined ? {} : { dataDir });
  return { facts: imageFacts(set), train, test };
};
