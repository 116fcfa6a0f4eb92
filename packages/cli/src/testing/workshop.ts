import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { main } from "../main.js";
import { publishTinyData } from "./tinyData.js";

/** What a command answered. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a tiny data set in `data/`, and the program to run in it. */
export interface Workshop extends AsyncDisposable {
  readonly folder: string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  read(file: string): Promise<Buffer>;
  adjoint(argv: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<Answer>;
}

function memory(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join("") };
}

/** Sets up a workshop; dispose of it afterwards. */
export async function createWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), "adjoint-cli-"));
  await publishTinyData(join(folder, "data"));
  return {
    folder,
    write: (file, content) => writeFile(join(folder, file), content),
    read: (file) => readFile(join(folder, file)),
    adjoint: async (argv, { signal = new AbortController().signal } = {}) => {
      const [stdout, stderr] = [memory(), memory()];
      const code = await main(argv, {
        stdout: stdout.stream,
        stderr: stderr.stream,
        cwd: folder,
        now: () => new Date(2026, 0, 31, 12, 5, 9),
        invocation: "adjoint",
        interruptible: (act) => act(signal),
      });
      return { code, stdout: stdout.text(), stderr: stderr.text() };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
