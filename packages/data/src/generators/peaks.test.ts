import { describe, expect, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { peaksBands } from "./internal/peaksBands.js";
import { peaksSurface } from "./internal/peaksSurface.js";
import { peaks } from "./peaks.js";

/** The least and the greatest value of Octave's peaks(256): tools/goldens/peaks.m. */
const [least, greatest] = [-6.5497192262312645, 8.1053934467960946];

describe("the surface", () => {
  test("is that of Octave", () => {
    expect(peaksSurface(0.5, -1.25)).toBeCloseTo(-4.3996988726008857, 13);
    expect(peaksSurface(-2, 3)).toBeCloseTo(0.005305737765260379, 15);
  });

  test("has as many points of the grid in each band as Octave counts", () => {
    expect(peaksBands(256, 5).map((band) => band.length)).toEqual([1829, 7968, 47557, 6384, 1798]);
  });

  test("has its least and greatest values on the grid where Octave finds them", () => {
    const heights = peaksBands(256, 1)[0]!.map(([x, y]) => peaksSurface(x, y));
    expect(heights.reduce((a, b) => Math.min(a, b))).toBeCloseTo(least, 13);
    expect(heights.reduce((a, b) => Math.max(a, b))).toBeCloseTo(greatest, 13);
  });
});

describe("peaks", () => {
  const bandAt = (x: number, y: number) =>
    Math.min(4, Math.floor((5 * (peaksSurface(x, y) - least)) / (greatest - least)));

  test("the label of a point is the band of its height", () => {
    const { x, labels } = peaks({ size: 5000, seed: 1, dtype: "f64" }).columns;
    labels.data.forEach((label, i) => {
      expect(bandAt(x.data[2 * i]!, x.data[2 * i + 1]!)).toBe(label);
    });
  });

  test("no point of the grid is drawn twice before all of its band are drawn", () => {
    const { x } = peaks({ size: 5 * 1798, seed: 1, dtype: "f64" }).columns;
    const drawn = Array.from({ length: x.shape[0]! }, (_, i) => x.data.subarray(2 * i, 2 * i + 2).join());
    expect(new Set(drawn).size).toBe(drawn.length);
    const more = peaks({ size: 5 * 1799, seed: 1, dtype: "f64" }).columns.x.data;
    // The highest band has 1798 points: its 1799th draw is its first again.
    expect(more.subarray(-2)).toEqual(x.data.subarray(8, 10));
  });

  test("flipped labels are as many as asked, all of them wrong, and the points stay", () => {
    const options = { size: 1000, seed: 1 };
    const plain = peaks(options).columns;
    const { x, labels } = peaks({ ...options, flipped: 0.016 }).columns;
    expect(x).toStrictEqual(plain.x);
    expect(labels.data.filter((label, i) => label !== plain.labels.data[i])).toHaveLength(16);
    const all = peaks({ ...options, flipped: 1 }).columns.labels.data;
    const steps = Array.from(all, (label, i) => (label - plain.labels.data[i]! + 5) % 5);
    for (const step of [1, 2, 3, 4]) {
      // 250 ± 13.7 of each.
      expect(Math.abs(steps.filter((other) => other === step).length - 250)).toBeLessThan(55);
    }
  });

  test("what makes no sense is refused", () => {
    const calls = [
      () => peaks({ size: 1, seed: 1, classes: 0 }),
      () => peaks({ size: 1, seed: 1, grid: 1 }),
      () => peaks({ size: 1, seed: 1, grid: 3, classes: 9 }),
      () => peaks({ size: 1, seed: 1, flipped: 1.1 }),
    ];
    for (const call of calls) expect(refusal(call).code).toBe("data/option");
  });
});
