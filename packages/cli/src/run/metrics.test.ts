import { expect, test } from "vitest";
import { runningMean } from "./metrics.js";

test("every example counts the same, whatever the size of its batch", () => {
  const total = runningMean();
  total.add({ loss: 1, accuracy: Math.fround(0.7) }, 10);
  total.add({ loss: 4, accuracy: 0 }, 5);
  expect(total.mean).toEqual({ loss: 2, accuracy: 7 / 15 });
});
