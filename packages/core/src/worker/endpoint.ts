/**
 * One end of a line between threads: a worker as the page sees it, the page as a worker sees it, or a port. Node's and the
 * browsers' kinds all fit.
 */
export interface Endpoint {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}

interface Emitter {
  on(event: string, listener: (value: unknown) => void): void;
  off(event: string, listener: (value: unknown) => void): void;
}

interface Target {
  addEventListener(event: string, listener: (event: MessageLike) => void): void;
  removeEventListener(event: string, listener: (event: MessageLike) => void): void;
  start?(): void;
}

interface MessageLike {
  readonly data?: unknown;
  readonly message?: string;
}

const isEmitter = (endpoint: object): endpoint is Emitter => "on" in endpoint;

/** How the end of a line is announced, and what to say of it if nothing more is told. */
const endings = {
  error: "its script failed",
  messageerror: "a message was damaged",
  exit: "it ended",
  close: "it was closed",
};

/**
 * Hears what comes over a line, and its end.
 *
 * @param onEnd `isOver` is false where the other end may live on, as browsers' workers do after an error
 * @returns stops listening
 */
export function listen(
  endpoint: Endpoint,
  onMessage: (message: unknown) => void,
  onEnd: (reason: string, isOver: boolean) => void = () => {},
): () => void {
  const names = Object.entries(endings);
  if (isEmitter(endpoint)) {
    const listeners: (readonly [string, (value: unknown) => void])[] = [
      ["message", onMessage],
      ...names.map(
        ([name, ending]) =>
          [name, (value: unknown) => onEnd(value instanceof Error ? `${value}` : ending, true)] as const,
      ),
    ];
    for (const [name, listener] of listeners) endpoint.on(name, listener);
    return () => {
      for (const [name, listener] of listeners) endpoint.off(name, listener);
    };
  }
  const target = endpoint as unknown as Target;
  const listeners: (readonly [string, (event: MessageLike) => void])[] = [
    ["message", ({ data }) => onMessage(data)],
    ...names.map(
      ([name, ending]) => [name, ({ message }: MessageLike) => onEnd(message ?? ending, name !== "error")] as const,
    ),
  ];
  for (const [name, listener] of listeners) target.addEventListener(name, listener);
  target.start?.();
  return () => {
    for (const [name, listener] of listeners) target.removeEventListener(name, listener);
  };
}

interface Platform {
  readonly process?: { getBuiltinModule?(name: string): unknown };
  readonly WorkerGlobalScope?: new () => object;
}

/** The line from this worker to whoever started it; `undefined` where this is no worker. */
export function endpointOfWorker(): Endpoint | undefined {
  const { process, WorkerGlobalScope } = globalThis as unknown as Platform;
  const node = process?.getBuiltinModule?.("node:worker_threads") as
    | { readonly parentPort: Endpoint | null }
    | undefined;
  if (node !== undefined) return node.parentPort ?? undefined;
  const isWorker = WorkerGlobalScope !== undefined && globalThis instanceof WorkerGlobalScope;
  return isWorker && "postMessage" in globalThis ? (globalThis as unknown as Endpoint) : undefined;
}
