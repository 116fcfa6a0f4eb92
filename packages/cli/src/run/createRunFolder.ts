import { mkdir, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CliError } from "../errors/cliError.js";

/** `20260131-142500`, in local time. */
export function timestamp(date: Date): string {
  const digits = (value: number, count = 2) => String(value).padStart(count, "0");
  const day = [digits(date.getFullYear(), 4), digits(date.getMonth() + 1), digits(date.getDate())];
  const time = [digits(date.getHours()), digits(date.getMinutes()), digits(date.getSeconds())];
  return `${day.join("")}-${time.join("")}`;
}

/** Makes a folder that was not there before, or says that it was. */
async function makeNew(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function makeUnique(runs: string, name: string, cwd: string): Promise<string> {
  await mkdir(resolve(cwd, runs), { recursive: true });
  for (let count = 1; ; count++) {
    const folder = join(runs, count === 1 ? name : `${name}-${count}`);
    if (await makeNew(resolve(cwd, folder))) return folder;
  }
}

/**
 * Makes the folder of a run: the one that the user named, or else a new one below `runs`.
 *
 * @returns the folder as the user should read it, relative to `cwd`
 * @throws CliError `run/folder-taken` when the user named one that is not empty
 */
export async function createRunFolder(options: {
  readonly out: string | undefined;
  readonly name: string;
  readonly date: Date;
  readonly cwd: string;
}): Promise<string> {
  const { out, name, date, cwd } = options;
  if (out === undefined) return makeUnique("runs", `${name}-${timestamp(date)}`, cwd);
  const folder = resolve(cwd, out);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new CliError("run/folder-taken", { folder: out });
  return out;
}
