import { expect, test } from "vitest";
import { formatCount, formatLoss, formatMetrics, formatSeconds, formatShare } from "./format.js";
import { quoteForShell } from "./quoteForShell.js";
import { textTable } from "./textTable.js";

test("figures", () => {
  expect(formatCount(101770)).toBe("101,770");
  expect(formatShare(0.97314)).toBe("97.31 %");
  expect(formatLoss(0.09123)).toBe("0.0912");
  expect(formatLoss(3.25e-5)).toBe("3.250e-5");
  expect(formatLoss(0)).toBe("0.0000");
  expect(formatMetrics({ loss: 1, penalty: 0.5, topKAccuracy: 0.5, rSquared: -2 })).toBe(
    "loss 1.0000, penalty 0.5000, top-k accuracy 50.00 %, R² -2.0000",
  );
  expect(formatLoss(1.2341e9)).toBe("1.234e+9");
  expect(formatMetrics({ loss: 1, accuracy: 0.5 })).toBe("loss 1.0000, accuracy 50.00 %");
});

test.each([
  [0.04, "0.0 s"],
  [59.96, "60.0 s"],
  [99.96, "1 min 40 s"],
  [179.7, "3 min 0 s"],
])("%s seconds", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test("a table", () => {
  expect(
    textTable(
      [
        ["a", "10"],
        ["bcd", ""],
        ["", "1"],
      ],
      ["left", "right"],
    ),
  ).toBe("a    10\nbcd\n      1");
});

test.each([
  ["runs/mnist-mlp-1", "runs/mnist-mlp-1"],
  ["my runs/1", "'my runs/1'"],
  ["it's", "'it'\\''s'"],
])("%s for a shell", (path, word) => {
  expect(quoteForShell(path)).toBe(word);
});
