import type { SpecOptions, SpecTable } from "../spec/specOption.js";

/**
 * A table of entries as specs need it. What an entry may be told is in `options`, by its name; an entry that is not there has no
 * settings, so that a new one can be used as soon as it is registered.
 */
export const tableOf = <Entry, Made>(
  entries: Readonly<Record<string, Entry>>,
  options: Readonly<Record<string, SpecOptions>>,
  make: (entry: Entry, settings: never, name: string) => Made,
): SpecTable<Made> =>
  Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [
      name,
      { options: options[name] ?? {}, make: (settings: never) => make(entry, settings, name) },
    ]),
  );
