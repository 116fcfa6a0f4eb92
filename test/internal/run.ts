import { spawnSync } from "node:child_process";
import { execPath } from "node:process";
import { root, within } from "./root.js";

/** The development tools, by the file that starts each. */
const tools = {
  tsc: "node_modules/typescript/bin/tsc",
  biome: "node_modules/@biomejs/biome/bin/biome",
  vitest: "node_modules/vitest/vitest.mjs",
} as const;

export interface Outcome {
  readonly status: number | null;
  /** What it printed, on either stream. */
  readonly output: string;
}

/** Runs a program of Node in the repository and waits for it. */
export function runNode(args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(execPath, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, output: `${stdout}${stderr}` };
}

/** Runs one of the development tools. */
export const runTool = (tool: keyof typeof tools, args: readonly string[]): Outcome =>
  runNode([within(tools[tool]), ...args]);
