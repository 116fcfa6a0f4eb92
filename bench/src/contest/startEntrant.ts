import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Opened, Ran, Reply, Request } from "./protocol.js";

/** How an entrant's process is started. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** An entrant's process. */
export interface Running {
  open(request: Request & { do: "open" }): Promise<Opened>;
  run(steps: number): Promise<Ran>;
  /** Ends it; it is gone afterwards. */
  close(): Promise<void>;
}

/** Starts a process that speaks the protocol. What it writes to standard error is shown only when it fails. */
export function startEntrant({ command, args, env = {} }: Command): Running {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: "pipe" });
  let complaints = "";
  child.stderr.on("data", (text: Buffer) => {
    complaints = `${complaints}${text.toString()}`.slice(-2000);
  });
  let answer: ((reply: Reply) => void) | undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("{")) answer?.(JSON.parse(line) as Reply);
  });
  let gone: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("close", () => resolve());
  });
  const leave = (reason: string) => {
    gone = `${reason} ${complaints.trim().split("\n").at(-1) ?? ""}`.trim();
    answer?.({ error: gone });
  };
  child.on("error", (error) => leave(error.message));
  child.on("close", (code) => leave(`It ended with code ${code}.`));
  // A process that is gone already says so by its own event.
  child.stdin.on("error", () => {});

  const ask = (request: Request): Promise<Opened | Ran> =>
    new Promise((resolve, reject) => {
      if (gone !== undefined) return reject(new Error(gone));
      answer = (reply) => ("error" in reply ? reject(new Error(reply.error)) : resolve(reply));
      child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  return {
    open: (request) => ask(request) as Promise<Opened>,
    run: (steps) => ask({ do: "run", steps }) as Promise<Ran>,
    close: () => {
      child.stdin.end();
      setTimeout(() => child.kill(), 1000).unref();
      return ended;
    },
  };
}
