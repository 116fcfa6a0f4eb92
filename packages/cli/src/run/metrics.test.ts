import { expect, test } from "vitest";
import { runningMean } from "./metrics.js";

test("every example counts the same, whatever the size of its batch", () => {
  const total = runningMean({ lossIsSum: false });
  total.add({ loss: 1, accuracy: 0.5 }, 10);
  total.add({ loss: 4, accuracy: 0 }, 5);
  expect(total.mean).toEqual({ loss: 2, accuracy: 1 / 3 });
});

test("a loss that is a sum over a batch is told for an example", () => {
  const total = runningMean({ lossIsSum: true });
  total.add({ loss: 10, penalty: 3 }, 10);
  total.add({ loss: 5, penalty: 6 }, 5);
  expect(total.mean).toEqual({ loss: 1, penalty: 4 });
});
