import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { epochBar } from "./epochBar.js";

test("the bar is drawn, goes on, and is wiped", () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 120, cursorTo: () => true });
  const listeners = process.listenerCount("SIGINT");
  const bar = epochBar(Object.assign(stream, { clearLine: () => true }), 3);
  bar.clear();
  bar.show({ epoch: 2, batch: 5, batches: 10, train: { loss: 0.5, accuracy: 0.9 } });
  expect(process.listenerCount("SIGINT")).toBe(listeners);
  bar.clear();
  expect(String(stream.read())).toContain("epoch 2 of 3");
});
