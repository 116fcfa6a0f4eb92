import { interruptible } from "../run/interruptible.js";

/** A stream that takes text; `isTTY` when a person reads along. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** All that the program sees of the world, so that tests can give it another. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** What relative paths are relative to. */
  readonly cwd: string;
  readonly now: () => Date;
  /** How the user calls this program, for commands to copy. */
  readonly invocation: string;
  /** Runs something long that ends early, but tidily, when its signal is aborted. */
  readonly interruptible: <Result>(act: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;
}

/** The world of this process. npm sets `npm_command` for what it runs; there the bare command is not on the path. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  return {
    stdout,
    stderr,
    cwd: process.cwd(),
    now: () => new Date(),
    invocation: env.npm_command === undefined ? "adjoint" : "npx adjoint",
    interruptible,
  };
}
