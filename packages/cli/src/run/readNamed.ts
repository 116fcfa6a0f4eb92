import { soleOption } from "../spec/soleOption.js";
import type { Named, Settings, SpecTable } from "../spec/specOption.js";

/** What an entry of a spec is called. */
export const nameOf = (named: Named): string => (typeof named === "string" ? named : Object.keys(named)[0]!);

/** The name and the settings of an entry; a setting that stood for all has its name again. */
export function readNamed(table: SpecTable, named: Named): { readonly name: string; readonly settings: Settings } {
  const name = nameOf(named);
  const value = typeof named === "string" ? {} : named[name];
  const sole = soleOption(table[name]!.options);
  return { name, settings: sole === undefined ? (value as Settings) : { [sole]: value } };
}
