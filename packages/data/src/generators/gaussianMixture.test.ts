import { inv, matrix, multiply } from "mathjs";
import { expect, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { generator } from "../internal/generator.js";
import { normal } from "../internal/normal.js";
import { uniform } from "../internal/uniform.js";
import { gaussianMixture } from "./gaussianMixture.js";
import { streams } from "./internal/streams.js";

test("one Gaussian has the mean and the precision that it is made from", () => {
  const size = 40_000;
  const options = { size, seed: 4, dimensions: 3, classes: 1, components: 1, dtype: "f64" } as const;
  const { data } = gaussianMixture(options).columns.x;
  const random = generator(options.seed, streams.distribution);
  const mean = [0, 1, 2].map(() => uniform(random, 0, 1));
  const a = [0, 1, 2].map(() => [0, 1, 2].map(() => normal(random)));
  const gram = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => a.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 0.1 : 0)),
  );
  const precision = multiply(1000, inv(matrix(gram)));
  const covariance = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => {
      let sum = 0;
      for (let row = 0; row < size; row++) sum += (data[3 * row + i]! - mean[i]!) * (data[3 * row + j]! - mean[j]!);
      return sum / size;
    }),
  );
  // Each element of an estimated covariance is off by about √(2/n) = 0.7 %, times the condition of the matrix in a product.
  const product = multiply(precision, matrix(covariance)).toArray() as number[][];
  for (const i of [0, 1, 2]) for (const j of [0, 1, 2]) expect(product[i]![j]).toBeCloseTo(i === j ? 1 : 0, 1);
  for (const k of [0, 1, 2]) {
    let sum = 0;
    for (let row = 0; row < size; row++) sum += data[3 * row + k]!;
    // Four standard errors.
    expect(Math.abs(sum / size - mean[k]!)).toBeLessThan(4 * Math.sqrt(gram[k]![k]! / 1000 / size));
  }
});

test("all components of a class are drawn from, equally often", () => {
  const random = generator(9, streams.distribution);
  // One coordinate: each component draws a mean and its A.
  const means = Array.from({ length: 4 }, () => {
    const mean = uniform(random, 0, 1);
    normal(random);
    return mean;
  });
  const options = { size: 4000, seed: 9, dimensions: 1, classes: 1, components: 4, dtype: "f64" } as const;
  const { data } = gaussianMixture(options).columns.x;
  const average = data.reduce((sum, value) => sum + value, 0) / data.length;
  expect(average).toBeCloseTo(means.reduce((sum, mean) => sum + mean, 0) / 4, 1);
});

test("counts that make no sense are refused", () => {
  for (const wrong of [{ dimensions: 0 }, { classes: 1.5 }, { components: -1 }]) {
    expect(refusal(() => gaussianMixture({ size: 1, seed: 1, ...wrong })).code).toBe("data/option");
  }
});
