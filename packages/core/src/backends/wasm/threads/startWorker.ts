import { workerSource } from "./workerSource.js";

/** A worker of either platform. */
export interface RunningWorker {
  /** Has it ended? `undefined` where the platform cannot tell while a program runs. */
  ended(): boolean | undefined;
  end(): void;
}

interface NodeWorker {
  on(event: "error", listener: (error: unknown) => void): void;
  on(event: "exit", listener: () => void): void;
  on(event: "online", listener: () => void): void;
  unref(): void;
  terminate(): unknown;
  readonly performance: { eventLoopUtilization(): { readonly idle: number; readonly active: number } };
}

interface BrowserWorker {
  onerror?: (event: { readonly message?: string; preventDefault(): void }) => void;
  postMessage(message: unknown): void;
  terminate(): void;
}

interface Platform {
  readonly process?: { getBuiltinModule?(name: string): unknown };
  readonly Worker?: new (url: string) => BrowserWorker;
  readonly Blob: new (parts: readonly string[], options: { type: string }) => object;
  readonly URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
}

interface NodeWorkers {
  readonly Worker: new (source: string, options: { eval: true; workerData: unknown }) => NodeWorker;
}

const platform = globalThis as unknown as Platform;

const nodeWorkers = () => platform.process?.getBuiltinModule?.("node:worker_threads") as NodeWorkers | undefined;

/** Are there workers on this platform? */
export const hasWorkers = (): boolean => nodeWorkers() !== undefined || platform.Worker !== undefined;

function startInNode({ Worker }: NodeWorkers, data: unknown, onEnd: (reason: string) => void): RunningWorker {
  const worker = new Worker(workerSource, { eval: true, workerData: data });
  // Without a listener, an error of the worker would be one of the process.
  worker.on("error", (error) => onEnd(`${error}`));
  worker.on("exit", () => onEnd("it ended"));
  worker.unref();
  const utilization = () => worker.performance.eventLoopUtilization();
  // The first answer counts from when the worker started, which Node can tell only while it lives.
  worker.on("online", utilization);
  return {
    ended: () => {
      const { idle, active } = utilization();
      // Of a worker that is gone, Node tells −1; of one whose start this thread's event loop has not seen yet, zeros.
      return idle === 0 && active === 0 ? undefined : idle < 0;
    },
    end: () => void worker.terminate(),
  };
}

function startInBrowser({ Worker, Blob, URL }: Platform, data: unknown, onEnd: (reason: string) => void) {
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const worker = new Worker!(url);
  worker.onerror = (event) => {
    event.preventDefault();
    onEnd(event.message ?? "its script was not loaded; does a content security policy forbid workers from blob: URLs?");
  };
  worker.postMessage(data);
  return {
    ended: () => undefined,
    end: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

/**
 * Starts a worker on `workerSource`.
 *
 * @param onEnd told when it ends or cannot start, if this thread is at its event loop then
 */
export function startWorker(data: unknown, onEnd: (reason: string) => void): RunningWorker {
  const node = nodeWorkers();
  return node === undefined ? startInBrowser(platform, data, onEnd) : startInNode(node, data, onEnd);
}
