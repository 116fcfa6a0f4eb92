import { expect, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { circles } from "./circles.js";
import type { Labelled } from "./labelled.js";
import { spirals } from "./spirals.js";
import { swissRoll } from "./swissRoll.js";
import { twoMoons } from "./twoMoons.js";
import { xor } from "./xor.js";

const options = { size: 600, seed: 1, dtype: "f64" } as const;

interface Polar {
  readonly x: number;
  readonly y: number;
  readonly label: number;
  readonly radius: number;
  /** In [0, 2π). */
  readonly angle: number;
}

const pointsOf = ({ columns: { x, labels } }: Labelled<"f64">): readonly Polar[] =>
  Array.from(labels.data, (label, i) => {
    const [a, b] = x.data.subarray(2 * i, 2 * i + 2) as unknown as [number, number];
    return { x: a, y: b, label, radius: Math.hypot(a, b), angle: (Math.atan2(b, a) + 2 * Math.PI) % (2 * Math.PI) };
  });

test("each moon lies on a half circle, one up around (0, 0), one down around (1, ½)", () => {
  for (const { x, y, label } of pointsOf(twoMoons(options))) {
    if (label === 0) expect([Math.hypot(x, y), y >= 0]).toEqual([expect.closeTo(1, 12), true]);
    else expect([Math.hypot(x - 1, y - 0.5), y <= 0.5]).toEqual([expect.closeTo(1, 12), true]);
  }
});

test("the circles have radius 1 and that of the inner one, all around", () => {
  const drawn = pointsOf(circles({ ...options, inner: 0.25 }));
  for (const { radius, label } of drawn) expect(radius).toBeCloseTo(label === 0 ? 1 : 0.25, 12);
  const quarters = drawn.map(({ x, y }) => (x > 0 ? 2 : 0) + (y > 0 ? 1 : 0));
  // Of 600 points, 150 ± 10.6 lie in each quarter.
  for (const quarter of [0, 1, 2, 3]) {
    expect(Math.abs(quarters.filter((other) => other === quarter).length - 150)).toBeLessThan(43);
  }
});

test("on each arm of a spiral the angle follows from the radius", () => {
  for (const { radius, angle, label } of pointsOf(spirals({ ...options, arms: 3, turns: 1.5 }))) {
    const turns = angle / (2 * Math.PI) - 1.5 * radius - label / 3;
    expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-9);
    expect(radius).toBeLessThan(1);
  }
});

test("the stripes of the Swiss roll are a fifth apart, and twice around", () => {
  const drawn = pointsOf(swissRoll(options));
  for (const { radius, angle, label } of drawn) {
    const turns = 2 * (radius - 0.2 * label) - angle / (2 * Math.PI);
    expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-9);
  }
  const radii = (wanted: number) => drawn.filter(({ label }) => label === wanted).map(({ radius }) => radius);
  expect(Math.max(...radii(0))).toBeGreaterThan(0.97);
  expect(Math.max(...radii(0))).toBeLessThan(1);
  expect(Math.min(...radii(1))).toBeGreaterThanOrEqual(0.2);
  expect(Math.max(...radii(1))).toBeLessThan(1.2);
});

test("opposite quarters of XOR have the same class", () => {
  const drawn = pointsOf(xor(options));
  for (const { x, y, label } of drawn) expect(x >= 0 === y >= 0).toBe(label === 0);
  for (const axis of ["x", "y"] as const) {
    const numbers = drawn.map((point) => point[axis]);
    expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(1);
    // The variance of the uniform distribution on [−1, 1] is 1/3; the standard error of it here is 0.012.
    expect(numbers.reduce((sum, value) => sum + value ** 2, 0) / numbers.length).toBeCloseTo(1 / 3, 1);
  }
});

test("radii, arms and turns that make no sense are refused", () => {
  const calls = [
    () => circles({ ...options, inner: 1 }),
    () => circles({ ...options, inner: Number.NaN }),
    () => spirals({ ...options, arms: 0 }),
    () => spirals({ ...options, turns: 0 }),
    () => spirals({ ...options, turns: Number.POSITIVE_INFINITY }),
  ];
  for (const call of calls) expect(refusal(call).code).toBe("data/option");
});
