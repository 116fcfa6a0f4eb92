import { expect, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { sineRegression } from "./sineRegression.js";

test("without noise, y is the sine of x, which is spread over a period", () => {
  const { x, y } = sineRegression({ size: 500, periods: 3, seed: 1, dtype: "f64" }).columns;
  expect(x.shape).toEqual([500, 1]);
  expect(y.shape).toEqual([500, 1]);
  expect(y.data).toStrictEqual(x.data.map((at) => Math.sin(3 * at)));
  expect(x.data.every((at) => at >= -Math.PI && at < Math.PI)).toBe(true);
  // A uniform x on [−π, π) has the variance π²/3 = 3.29, here with a standard error of 0.13.
  expect(Math.abs(x.data.reduce((sum, at) => sum + at * at, 0) / 500 - Math.PI ** 2 / 3)).toBeLessThan(0.55);
});

test("noise moves y alone", () => {
  const still = sineRegression({ size: 400, seed: 1, dtype: "f64" }).columns;
  const noisy = sineRegression({ size: 400, seed: 1, noise: 0.5, dtype: "f64" }).columns;
  expect(noisy.x).toStrictEqual(still.x);
  const noise = noisy.y.data.map((value, i) => (value - still.y.data[i]!) / 0.5);
  expect(Math.abs(noise.reduce((sum, value) => sum + value ** 2, 0) / 400 - 1)).toBeLessThan(4 * Math.sqrt(2 / 400));
});

test("what makes no sense is refused", () => {
  for (const wrong of [{ size: 0 }, { noise: -1 }, { periods: 0 }, { seed: 0.5 }]) {
    expect(refusal(() => sineRegression({ size: 1, seed: 1, ...wrong })).code).toBe("data/option");
  }
});
