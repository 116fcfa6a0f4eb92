import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CliError } from "../errors/cliError.js";
import { type Checkpoint, checkpointName, decodeCheckpoint } from "./checkpoint.js";

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/**
 * Reads the checkpoint of a run.
 *
 * @param path a run folder or a .safetensors file, relative to `cwd`
 * @throws CliError `checkpoint/not-found`, `checkpoint/foreign`; DataError `safetensors/…`
 */
export async function loadCheckpoint(path: string, cwd: string): Promise<Checkpoint> {
  const file = (await isFolder(resolve(cwd, path))) ? join(path, checkpointName) : path;
  const bytes = await readFile(resolve(cwd, file)).catch((error: NodeJS.ErrnoException) => {
    const found = error.code === "ENOENT" ? `no file ${file}` : error.message;
    throw new CliError("checkpoint/not-found", { path, found });
  });
  return decodeCheckpoint(bytes, file);
}
