import { join } from "node:path";

/** A folder that may hold a data set. */
export interface Place {
  readonly folder: string;
  /** SHA-256 of each file, in hexadecimal, where it is known what the folder must hold. */
  readonly checksums?: Readonly<Record<string, string>>;
}

/** Both the named subfolder and the folder itself; the name goes first, as it says which data set is meant. */
export const placesBelow = (folder: string | undefined, subfolder: string): readonly Place[] =>
  folder ? [{ folder: join(folder, subfolder) }, { folder }] : [];

/**
 * Where to look for a data set, in order: in `dataDir` and nowhere else when it is given; otherwise in the folder that the
 * environment variable `ADJOINT_DATA` names, then in the places where packages install it.
 */
export const placesOf = (
  dataDir: string | undefined,
  subfolder: string,
  installed: readonly Place[],
): readonly Place[] =>
  dataDir === undefined
    ? [...placesBelow(process.env.ADJOINT_DATA, subfolder), ...installed]
    : placesBelow(dataDir, subfolder);
