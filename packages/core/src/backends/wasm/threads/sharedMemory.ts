import { sharedPages } from "../assembler.js";
import { type EngineMemory, engine } from "../engine.js";
import { hasWorkers } from "./startWorker.js";

/** Pages may not let their main thread wait. Asked by waiting for something that has happened already. */
function mayWait(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
    return true;
  } catch {
    return false;
  }
}

const isIsolated = (): boolean =>
  typeof SharedArrayBuffer !== "undefined" &&
  (globalThis as { readonly crossOriginIsolated?: boolean }).crossOriginIsolated !== false;

/** A memory that threads share; or, in words, why there can be no threads here. */
export function sharedMemory(): EngineMemory | string {
  if (!hasWorkers()) return "There are no workers here for threads to run in.";
  if (!isIsolated()) {
    return (
      "Threads share memory, which pages may do only when they are cross-origin isolated: serve this one with the headers " +
      "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp."
    );
  }
  if (!mayWait()) {
    return (
      "Threads wait for each other, which the main thread of a page must not do: open the session in a worker, " +
      "as @adjoint/core/worker does."
    );
  }
  try {
    return new engine.Memory({ initial: 1, maximum: sharedPages, shared: true });
  } catch {
    return "The engine gave no memory that threads could share.";
  }
}
