import { afterEach, expect, test, vi } from "vitest";
import { interruptible } from "./interruptible.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What `process.exit` was called with; it returns, for once. */
const exit = () => vi.spyOn(process, "exit").mockImplementation((() => undefined) as never);

test("Ctrl-C aborts the signal, and so does its echo", async () => {
  const exited = exit();
  const listeners = process.listenerCount("SIGINT");
  const aborted = await interruptible(async (signal) => {
    process.emit("SIGINT");
    process.emit("SIGINT");
    return signal.aborted;
  });
  expect(aborted).toBe(true);
  expect(exited).not.toHaveBeenCalled();
  expect(process.listenerCount("SIGINT")).toBe(listeners);
});

test("Ctrl-C a second time ends the process", async () => {
  vi.useFakeTimers();
  const exited = exit();
  await interruptible(async () => {
    process.emit("SIGINT");
    vi.advanceTimersByTime(1000);
    process.emit("SIGINT");
  });
  expect(exited).toHaveBeenCalledWith(130);
});
