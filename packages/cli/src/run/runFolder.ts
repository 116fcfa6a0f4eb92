import { join, resolve } from "node:path";
import { formatSpec } from "../spec/formatSpec.js";
import { checkpointName, encodeCheckpoint } from "./checkpoint.js";
import type { Experiment } from "./createExperiment.js";
import type { Scalers } from "./data/prepare.js";
import type { EpochMetrics } from "./train.js";
import { writeAtomically } from "./writeAtomically.js";

/** The files of a run. */
export interface RunFolder {
  /** The folder, as the user should read it. */
  readonly path: string;
  pathOf(file: RunFile): string;
  /** Writes what was learnt so far, and how it went. */
  save(experiment: Experiment, scalers: Scalers, history: readonly EpochMetrics[]): Promise<void>;
  write(file: RunFile, content: string | Uint8Array): Promise<void>;
}

export type RunFile = typeof checkpointName | "spec.yaml" | "history.json" | "report.html";

/** The files of a run in a folder that exists. */
export function runFolder(path: string, cwd: string): RunFolder {
  const write = (file: RunFile, content: string | Uint8Array) => writeAtomically(resolve(cwd, path, file), content);
  return {
    path,
    pathOf: (file) => join(path, file),
    write,
    save: async ({ session, spec }, scalers, history) => {
      await write(checkpointName, encodeCheckpoint(session, spec, history.length, scalers));
      await write("history.json", `${JSON.stringify(history, undefined, 2)}\n`);
      await write("spec.yaml", formatSpec(spec));
    },
  };
}
