import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { SpecError } from "../errors/specError.js";
import { parseSpec } from "./parseSpec.js";
import { readSource, type Source } from "./source.js";
import type { Spec } from "./specSchema.js";

/** A spec with the file that it came from, so that later errors can still point into it. */
export interface LoadedSpec {
  readonly spec: Spec;
  readonly source: Source;
  /** What paths in it are relative to. */
  readonly folder: string;
}

/** What some errors of the file system mean here. */
const reasons: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EISDIR: "it is a folder" };

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const reason = reasons[code] ?? message;
    throw new SpecError([{ code: "spec/unreadable", path: [], details: { reason } }], file);
  }
}

/**
 * Reads a spec from a file.
 *
 * @param file as the user wrote it, which is how errors speak of it
 * @param cwd what it is relative to
 * @throws SpecError
 */
export async function loadSpec(file: string, cwd: string): Promise<LoadedSpec> {
  const source = readSource(await readText(resolve(cwd, file), file), file);
  return { spec: parseSpec(source), source, folder: dirname(resolve(cwd, file)) };
}
