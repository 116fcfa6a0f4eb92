import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { loadFashionMnist } from "./loadFashionMnist.js";

const folder = "/usr/share/datasets/fashion-mnist";

test("Fashion-MNIST from its Debian package", async ({ skip }) => {
  skip(!existsSync(folder), `the Debian package dataset-fashion-mnist is not installed: no ${folder}`);
  vi.stubEnv("ADJOINT_DATA", "");
  const { name, train, test } = await loadFashionMnist();
  vi.unstubAllEnvs();
  expect(name).toBe("fashion-mnist");
  expect(train.columns.images.shape).toEqual([60_000, 784]);
  expect(test.columns.images.shape).toEqual([10_000, 784]);
  // The first row of https://github.com/zalandoresearch/fashion-mnist: ankle boot, T-shirt, T-shirt, dress, T-shirt.
  expect([...train.columns.labels.data.subarray(0, 5)]).toEqual([9, 0, 0, 3, 0]);
  let sum = 0;
  for (const pixel of train.columns.images.data) sum += pixel;
  // The mean that the training set is usually normalised by.
  expect(sum / train.columns.images.data.length / 255).toBeCloseTo(0.286, 4);
  for (let label = 0; label < 10; label++) {
    expect(Array.from(train.columns.labels.data).filter((other) => other === label)).toHaveLength(6000);
  }
});
