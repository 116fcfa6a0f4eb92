import type { Session, TensorValue } from "@adjoint/core";
import { readSafetensors, type Safetensors, writeSafetensors } from "@adjoint/data";
import { CliError } from "../errors/cliError.js";
import { SpecError } from "../errors/specError.js";
import { parseSpec } from "../spec/parseSpec.js";
import { readSource } from "../spec/source.js";
import type { Spec } from "../spec/specSchema.js";
import type { Scalers } from "./data/prepare.js";
import { version } from "./version.js";

/** What the checkpoint of a run folder is called. */
export const checkpointName = "checkpoint.safetensors";

const format = "adjoint-checkpoint";

/** What a checkpoint holds: every variable of a session, and the spec that they belong to. */
export interface Checkpoint {
  readonly file: string;
  readonly spec: Spec;
  /** How many epochs were completed. */
  readonly epoch: number;
  /** What examples and targets were scaled by. */
  readonly scalers: Scalers;
  readonly tensors: ReadonlyMap<string, TensorValue>;
}

/** The bytes of a checkpoint. The same training gives the same bytes. */
export function encodeCheckpoint(session: Session, spec: Spec, epoch: number, scalers: Scalers = {}): Uint8Array {
  const tensors = new Map(session.variables.map(({ name }) => [name, session.read(name)]));
  return writeSafetensors(tensors, {
    format,
    adjoint: version(),
    epoch: String(epoch),
    spec: JSON.stringify(spec),
    ...(Object.keys(scalers).length > 0 && { scalers: JSON.stringify(scalers) }),
  });
}

function specOf({ metadata }: Safetensors, file: string): Spec {
  try {
    return parseSpec(readSource(metadata.spec ?? "", file));
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new CliError("checkpoint/foreign", { file, expected: "a spec in its metadata", found: error.message });
  }
}

/** Scalers are checked where they are used; here they only have to be JSON. */
function scalersOf({ metadata }: Safetensors, file: string): Scalers {
  try {
    return JSON.parse(metadata.scalers ?? "{}") as Scalers;
  } catch {
    throw new CliError("checkpoint/foreign", { file, expected: "scalers as JSON", found: `"${metadata.scalers}"` });
  }
}

/**
 * Reads a checkpoint.
 *
 * @param file name for error messages
 * @throws DataError `safetensors/…`; CliError `checkpoint/foreign`
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const content = readSafetensors(bytes, { file });
  const { metadata, tensors } = content;
  if (metadata.format !== format) {
    const found = metadata.format === undefined ? "a safetensors file without a format" : `"${metadata.format}"`;
    throw new CliError("checkpoint/foreign", { file, expected: `the format "${format}" in its metadata`, found });
  }
  const epoch = Number(metadata.epoch);
  if (!Number.isSafeInteger(epoch)) {
    throw new CliError("checkpoint/foreign", { file, expected: "a number of epochs", found: `"${metadata.epoch}"` });
  }
  return { file, spec: specOf(content, file), epoch, scalers: scalersOf(content, file), tensors };
}
