import { setImmediate } from "node:timers/promises";

/** Called between batches, lets the event loop in every now and then. */
export type Pacer = () => Promise<void>;

/**
 * Computing keeps the event loop waiting, and with it Ctrl-C. A pacer lets it in after every `interval` milliseconds, then
 * throws the signal's reason if the user asked to stop.
 */
export function createPacer(signal: AbortSignal | undefined, interval = 50): Pacer {
  let last = performance.now();
  return async () => {
    if (performance.now() - last >= interval) {
      await setImmediate();
      last = performance.now();
    }
    signal?.throwIfAborted();
  };
}
