/** Within this time, a second signal is the first one again: npm and npx pass on what the terminal sent to all of them. */
const echo = 500;

/**
 * Lets Ctrl-C ask for an end, while `act` runs, by way of a signal. Who presses it again does not want to wait: that ends the
 * process at once.
 */
export async function interruptible<Result>(act: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  let first: number | undefined;
  const onInterrupt = () => {
    const now = performance.now();
    first ??= now;
    if (now - first > echo) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", onInterrupt);
  try {
    return await act(controller.signal);
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
