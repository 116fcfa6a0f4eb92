import type { Path } from "../spec/path.js";
import { soleOption } from "../spec/soleOption.js";
import type { Named, SpecOption, SpecTable } from "../spec/specOption.js";
import { readNamed } from "./readNamed.js";

/** How settings of some kinds are made; those of the others are what they are in the spec. `path` leads to the setting. */
export type Makers = {
  readonly [Kind in SpecOption["kind"]]?: (value: never, path: Path) => unknown;
};

/** Makes what a spec names, of its settings. */
export function createNamed<Made>(table: SpecTable<Made>, named: Named, makers: Makers = {}, path: Path = []): Made {
  const { name, settings } = readNamed(table, named);
  const { options, make } = table[name]!;
  const alone = soleOption(options) !== undefined;
  const made = Object.entries(settings).map(([key, value]) => {
    const maker = makers[options[key]!.kind] as ((value: unknown, path: Path) => unknown) | undefined;
    return [key, maker === undefined ? value : maker(value, [...path, name, ...(alone ? [] : [key])])];
  });
  return make(Object.fromEntries(made) as never);
}
