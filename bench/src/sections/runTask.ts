import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { childCommand } from "../contest/contestants.js";
import type { EntrantOptions } from "../options.js";

/** Runs a task of `child.ts` and reads its answer. */
export async function runTask<T>(task: string, options: EntrantOptions): Promise<T> {
  const { command, args } = childCommand(task, options);
  const { stdout } = await promisify(execFile)(command, args).catch(({ stderr }: { stderr?: string }) => {
    throw new Error(`${task}: ${stderr?.trim().split("\n").at(-1)}`);
  });
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as T;
}
