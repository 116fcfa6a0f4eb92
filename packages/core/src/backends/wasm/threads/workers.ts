import { sharedPages } from "../assembler.js";
import { type EngineMemory, engine } from "../engine.js";
import { controlBlock } from "./controlBlock.js";
import { workerSource } from "./workerSource.js";

/** The part of a worker that we use; Node's and the browsers' differ in the rest. */
interface Worker {
  terminate(): unknown;
  unref?(): void;
  postMessage?(message: unknown): void;
}

interface NodeWorkers {
  readonly Worker: new (source: string, options: { eval: true; workerData: unknown }) => Worker;
}

interface Platform {
  readonly process?: { getBuiltinModule?(name: string): unknown };
  readonly Worker?: new (url: string) => Worker;
  readonly Blob?: new (parts: readonly string[], options: { type: string }) => object;
  readonly URL?: { createObjectURL(blob: object): string };
}

const platform = globalThis as unknown as Platform;

function startWorker(data: unknown): Worker {
  const node = platform.process?.getBuiltinModule?.("node:worker_threads") as NodeWorkers | undefined;
  if (node !== undefined) {
    const worker = new node.Worker(workerSource, { eval: true, workerData: data });
    worker.unref?.();
    return worker;
  }
  const { Worker, Blob, URL } = platform;
  const worker = new Worker!(URL!.createObjectURL(new Blob!([workerSource], { type: "text/javascript" })));
  worker.postMessage?.(data);
  return worker;
}

/** A memory that threads share, or `undefined` where the platform allows none (a page that is not cross-origin isolated). */
export function sharedMemory(): EngineMemory | undefined {
  if (typeof SharedArrayBuffer === "undefined") return undefined;
  try {
    return new engine.Memory({ initial: 1, maximum: sharedPages, shared: true });
  } catch {
    return undefined;
  }
}

/** The workers of a session. They start with the first program that has work for them. */
export interface Workers {
  /** The number of threads for a run: all, once every worker has started, and one until then. */
  threads(): number;
  /** Sets the workers to a program, whose module lies in memory. The caller must take part in it. */
  wake(program: number, code: number, codeLength: number): void;
  close(): void;
}

export function createWorkers(memory: EngineMemory, threads: number): Workers {
  const words = new Int32Array(memory.buffer as ArrayBuffer, 0, 128);
  const at = (address: number) => address >> 2;
  let workers: readonly Worker[] | undefined;
  return {
    threads: () => {
      workers ??= Array.from({ length: threads - 1 }, (_, i) => startWorker({ memory, thread: i + 1, threads }));
      return Atomics.load(words, at(controlBlock.ready)) === threads - 1 ? threads : 1;
    },
    wake: (program, code, codeLength) => {
      words[at(controlBlock.program)] = program;
      words[at(controlBlock.code)] = code;
      words[at(controlBlock.codeLength)] = codeLength;
      words[at(controlBlock.outcome)] = 0;
      Atomics.add(words, at(controlBlock.command), 1);
      if (Atomics.load(words, at(controlBlock.sleeping)) > 0) Atomics.notify(words, at(controlBlock.command));
    },
    close: () => {
      for (const worker of workers ?? []) worker.terminate();
      workers = undefined;
    },
  };
}
