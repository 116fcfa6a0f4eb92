import type { EngineMemory } from "../engine.js";
import { controlBlock, controlBlockBytes } from "./controlBlock.js";
import { type RunningWorker, startWorker } from "./startWorker.js";

/** The workers of a session. They start with the first program that has work for them. */
export interface Workers {
  /** The number of threads for a run: all, once every worker has started, and one until then or when one was lost. */
  threads(): number;
  /** Has the workers compile a program, whose module lies in memory. False if one cannot: then all are lost. */
  load(program: number, code: number, codeLength: number): boolean;
  /** Sets the workers to a program that they have loaded. The caller must take part in it. */
  wake(program: number): void;
  /** What programs of the first thread call when they have waited long. Throws if a worker will never come. */
  overdue(): void;
  /** Gives the workers up, for this reason if none is known yet. */
  abandon(reason: string): void;
  /** Why there are no workers any more, as a sentence. */
  readonly lost: string | undefined;
  close(): void;
}

/** How long a load is waited for at a time, in milliseconds. */
const patience = 250;

/** Waits of a quarter of a second that make two minutes. */
const twoMinutes = 480;

/** @param waitsInVain how many waits a worker is given that the platform cannot tell to be alive */
export function createWorkers(memory: EngineMemory, threads: number, waitsInVain = twoMinutes): Workers {
  const words = new Int32Array(memory.buffer as ArrayBuffer, 0, controlBlockBytes / 4);
  const at = (address: number) => address >> 2;
  let workers: readonly RunningWorker[] | undefined;
  let lost: string | undefined;
  let closed = false;
  let passed = 0;
  let waits = 0;

  const failure = (): string | undefined => {
    const length = Atomics.load(words, at(controlBlock.failureLength));
    if (length === 0) return undefined;
    return String.fromCharCode(...new Uint8Array(memory.buffer, controlBlock.failureText, length));
  };
  const close = () => {
    closed = true;
    for (const worker of workers ?? []) worker.end();
    workers = [];
  };
  const abandon = (reason: string) => {
    if (closed) return;
    lost = `A worker stopped: ${(failure() ?? reason).replace(/\.$/, "")}.`;
    close();
  };
  const start = () => {
    const started: RunningWorker[] = [];
    workers = started;
    try {
      for (let thread = 1; thread < threads; thread++) started.push(startWorker({ memory, thread, threads }, abandon));
    } catch (error) {
      abandon(`${error}`);
    }
  };
  const command = (program: number) => {
    waits = 0;
    words[at(controlBlock.program)] = program;
    Atomics.add(words, at(controlBlock.command), 1);
    if (Atomics.load(words, at(controlBlock.sleeping)) > 0) Atomics.notify(words, at(controlBlock.command));
  };
  /** Why a worker that is waited for will not come. `progress` tells whether anything has happened since the last look. */
  const absence = (progress: boolean): string | undefined => {
    waits = progress ? 0 : waits + 1;
    const states = (workers ?? []).map((worker) => worker.ended());
    if (states.includes(true)) return "it ended";
    return states.includes(undefined) && waits > waitsInVain ? "it gave no sign of life" : undefined;
  };

  return {
    threads: () => {
      if (workers === undefined) start();
      return !closed && Atomics.load(words, at(controlBlock.ready)) === threads - 1 ? threads : 1;
    },
    load: (program, code, codeLength) => {
      words[at(controlBlock.code)] = code;
      words[at(controlBlock.codeLength)] = codeLength;
      Atomics.store(words, at(controlBlock.loaded), 0);
      command(program);
      for (;;) {
        const loaded = Atomics.load(words, at(controlBlock.loaded));
        if (loaded === threads - 1) return true;
        const waited = Atomics.wait(words, at(controlBlock.loaded), loaded, patience);
        const reason = failure() ?? (waited === "timed-out" ? absence(false) : undefined);
        if (reason !== undefined) {
          abandon(reason);
          return false;
        }
      }
    },
    wake: (program) => {
      words[at(controlBlock.outcome)] = 0;
      command(program);
    },
    overdue: () => {
      const now = Atomics.load(words, at(controlBlock.passed));
      const reason = failure() ?? absence(now !== passed);
      passed = now;
      if (reason === undefined) return;
      abandon(reason);
      throw new Error(lost);
    },
    abandon,
    get lost() {
      return lost;
    },
    close,
  };
}
