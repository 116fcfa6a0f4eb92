import { describe, expect, test } from "vitest";
import { unary } from "../../../primitives/unary.js";
import { compute } from "./compute.properties.js";
import { ulpsApart } from "./ulpsApart.properties.js";

/** How many arguments each sweep takes; the full run takes more. */
const count = process.env.ADJOINT_RUNS === undefined ? 2 ** 18 : 2 ** 23;

/** Stated bounds, stretches where a function is neither flat nor a line, and values that must be exact. */
const stated = {
  exp: {
    ulps: 1,
    stretches: [[-105, 90]],
    exact: [
      [-0, 1],
      [-200, 0],
      [200, Infinity],
      [Infinity, Infinity],
    ],
  },
  expm1: {
    ulps: 1.5,
    stretches: [
      [-18, 89],
      [-1.5, 3],
    ],
    exact: [
      [-0, -0],
      [Infinity, Infinity],
      [-30, -1],
      [2 ** -149, 2 ** -149],
      [-(2 ** -140), -(2 ** -140)],
    ],
  },
  log: {
    ulps: 1,
    stretches: [[0.25, 4]],
    exact: [
      [-0, -Infinity],
      [-1, Number.NaN],
      [Infinity, Infinity],
      [-Infinity, Number.NaN],
    ],
  },
  log1p: {
    ulps: 1.5,
    stretches: [
      [-1, -0.9],
      [0, 20],
      [0, 2 ** 26],
    ],
    exact: [
      [-0, -0],
      [-2, Number.NaN],
      [Infinity, Infinity],
      [-Infinity, Number.NaN],
      [2 ** -149, 2 ** -149],
      [-(2 ** -140), -(2 ** -140)],
    ],
  },
  sin: {
    ulps: 1,
    stretches: [
      [-8, 8],
      [2 ** 24 - 2 ** 19, 2 ** 24 + 2 ** 19],
      [-1e9, 1e9],
    ],
    exact: [
      [-0, -0],
      [Infinity, Number.NaN],
      [-Infinity, Number.NaN],
      [2 ** -149, 2 ** -149],
      [-(2 ** -140), -(2 ** -140)],
    ],
  },
  cos: {
    ulps: 1,
    stretches: [
      [-8, 8],
      [2 ** 24 - 2 ** 19, 2 ** 24 + 2 ** 19],
      [-1e9, 1e9],
    ],
    exact: [
      [-0, 1],
      [Infinity, Number.NaN],
      [-Infinity, Number.NaN],
      [2 ** -149, 1],
    ],
  },
  atan: {
    ulps: 1.5,
    stretches: [
      [-3, 3],
      [-100, 100],
    ],
    exact: [
      [-0, -0],
      [Infinity, Math.fround(Math.PI / 2)],
      [-Infinity, Math.fround(-Math.PI / 2)],
      [2 ** -149, 2 ** -149],
      [-(2 ** -140), -(2 ** -140)],
    ],
  },
  erf: {
    ulps: 1.5,
    stretches: [
      [-4.5, 4.5],
      [0.9, 0.95],
    ],
    exact: [
      [-0, -0],
      [5, 1],
      [-5, -1],
      [2 ** -149, 2 ** -149],
    ],
  },
  sigmoid: {
    ulps: 2.5,
    stretches: [[-105, 30]],
    exact: [
      [-0, 0.5],
      [200, 1],
      [-200, 0],
    ],
  },
  tanh: {
    ulps: 1.5,
    stretches: [[-10, 10]],
    exact: [
      [-0, -0],
      [200, 1],
      [-200, -1],
      [2 ** -149, 2 ** -149],
      [-(2 ** -140), -(2 ** -140)],
    ],
  },
} as const;
type Name = keyof typeof stated;
const names = Object.keys(stated) as Name[];

const computed = (name: Name, x: Float32Array<ArrayBuffer>): Float32Array => compute(name, "f32", [x]);

/** Bit patterns at equal distances over all f32, the low bits varying. */
const patterns = (): Float32Array<ArrayBuffer> => {
  const step = 2 ** 32 / count;
  const bits = Uint32Array.from({ length: count }, (_, i) => i * step + ((Math.imul(i, 0x9e3779b1) >>> 4) % step));
  return new Float32Array(bits.buffer);
};

/** Numbers at about equal distances between two, the low bits varying. */
const between = (low: number, high: number): Float32Array<ArrayBuffer> =>
  Float32Array.from(
    { length: count },
    (_, i) => low + ((high - low) * (i + (Math.imul(i, 0x9e3779b1) >>> 0) / 2 ** 32)) / count,
  );

const specials: readonly number[] = [
  ...[0, Infinity, 1, 2, 0.5, 0.625, 0.6249999, 2 ** -149, 2 ** -126, 2 ** -127, 3e38, 3.4028234663852886e38, 1e-10],
  ...[88, 88.72283, 88.72284, 89, 90, 87.33654, 87.33655, 103.97208, 103.27893, 104, 105, 127, 9.01, 9.02, 17, 18, 45],
  ...[0.921875, 0.92187494, 3.919, 3.92, 4, 1.0000001, 0.99999994, 2 ** 24, 2 ** 24 + 2, Math.PI, Math.PI / 2],
  // The singles that are nearest to a multiple of π/2, and others that are hard to reduce.
  ...[16_367_173 * 2 ** 72, 15_810_711 * 2 ** 84, 11_480_235 * 2 ** -22, 13_176_795 * 2 ** -22, 12_867_965 * 2 ** -20],
].flatMap((x) => [x, -x]);

/** The largest error in ulp over some arguments, and where. */
function worst(name: Name, xs: Float32Array<ArrayBuffer>): { readonly ulps: number; readonly at: number } {
  const found = computed(name, xs);
  const { value } = unary[name];
  let [ulps, at] = [0, 0];
  for (let i = 0; i < xs.length; i++) {
    const apart = ulpsApart(found[i]!, value(xs[i]!));
    if (apart > ulps) [ulps, at] = [apart, xs[i]!];
  }
  return { ulps, at };
}

describe.each(names)("%s of four floats", (name) => {
  const { ulps, stretches, exact } = stated[name];
  test(`is within ${ulps} ulp over all f32`, () => {
    const { ulps: found, at } = worst(name, patterns());
    expect(found, `at ${at}`).toBeLessThanOrEqual(ulps);
  });

  test.each([...stretches, [-1, 1], [-(2 ** -10), 2 ** -10]] as const)(
    `is within ${ulps} ulp from %f to %f`,
    (...ends) => {
      const { ulps: found, at } = worst(name, between(...ends));
      expect(found, `at ${at}`).toBeLessThanOrEqual(ulps);
    },
  );

  test("is right at zeros, infinities, NaN, the edges of the range and numbers below it", () => {
    const { ulps: found, at } = worst(name, Float32Array.from([...specials, Number.NaN]));
    expect(found, `at ${at}`).toBeLessThanOrEqual(ulps);
  });

  test("has its special values exactly", () => {
    const entry: readonly (readonly [number, number])[] = unary[name].special;
    const pairs = [...entry, ...exact, [Number.NaN, Number.NaN]] as const;
    const found = computed(
      name,
      Float32Array.from(pairs, ([x]) => x),
    );
    expect([...found]).toStrictEqual(pairs.map(([, y]) => y));
  });
});

test("functions with bounds keep them, and odd ones are odd to the bit", () => {
  const xs = between(-30, 30);
  const within = { sigmoid: [0, 1], tanh: [-1, 1], erf: [-1, 1], sin: [-1, 1], cos: [-1, 1] } as const;
  for (const [name, [low, high]] of Object.entries(within))
    expect(
      computed(name as Name, xs).every((y) => y >= low && y <= high),
      name,
    ).toBe(true);
  const mirrored = xs.map((x) => -x);
  for (const name of ["tanh", "erf", "sin", "atan"] as const) {
    const there = computed(name, xs);
    expect(
      computed(name, mirrored).every((y, i) => Object.is(y, -there[i]!)),
      name,
    ).toBe(true);
  }
});
