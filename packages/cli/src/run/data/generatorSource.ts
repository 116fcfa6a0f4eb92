import { generatorTable } from "../../tables/generatorTable.js";
import { factsOf } from "./factsOf.js";
import type { Source } from "./source.js";

/** Examples that are drawn. */
export const generatorSource: Source<{ readonly make: string }> = async (data) => {
  const { options, make } = generatorTable[data.make]!;
  const settings = Object.entries(data).filter(([name]) => Object.hasOwn(options, name));
  const train = make(Object.fromEntries(settings) as never);
  return { facts: factsOf(data.make, train), train };
};
