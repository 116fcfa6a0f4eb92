import { join, resolve } from "node:path";

/** The folder of the repository. */
export const root = resolve(import.meta.dirname, "../..");

/** A path within the repository. */
export const within = (...parts: readonly string[]): string => join(root, ...parts);

export const packageNames = ["core", "ops", "optim", "data", "cli"] as const;
