import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import type { Float } from "../internal/floats.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import { generators } from "./generators.js";
import type { Labelled } from "./labelled.js";
import { peaks } from "./peaks.js";

type Generator = <D extends Float = "f32">(options: GeneratorOptions<D>) => Labelled<D>;

const drawing = Object.entries<Generator>({
  ...generators,
  // A coarser grid, since the laws are the same.
  peaks: (options) => peaks({ ...options, grid: 32 }),
});

describe.each(drawing)("%s", (name, generate) => {
  const { columns, ...one } = generate({ size: 1, seed: 1 });
  const [classes, dimensions] = [one.classes!.length, columns.x.shape[1]!];
  const sizes = fc.integer({ min: 1, max: 60 });

  test("the classes take turns, and every number is finite", () => {
    fc.assert(
      fc.property(sizes, fc.maxSafeInteger(), (size, seed) => {
        const { x, labels } = generate({ size, seed, noise: 0.1 }).columns;
        expect(x).toMatchObject({ dtype: "f32", shape: [size, dimensions] });
        expect([...labels.data]).toEqual(Array.from({ length: size }, (_, i) => i % classes));
        expect(x.data.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("the seed decides: the same again, others differ", () => {
    const drawn = (seed: number) => generate({ size: 20, seed, noise: 0.1 });
    expect(drawn(1)).toStrictEqual(drawn(1));
    expect(drawn(1).columns.x.data).not.toEqual(drawn(2).columns.x.data);
  });

  test("more examples begin with the fewer", () => {
    const first = generate({ size: 13, seed: 3, noise: 0.1 }).columns.x.data;
    expect(generate({ size: 40, seed: 3, noise: 0.1 }).columns.x.data.subarray(0, first.length)).toEqual(first);
  });

  test("noise is Gaussian, of the asked size, on the same points", () => {
    const options = { size: 2000, seed: 5, dtype: "f64" } as const;
    const { data: still } = generate(options).columns.x;
    const { data: noisy } = generate({ ...options, noise: 0.25 }).columns.x;
    const noise = noisy.map((value, i) => (value - still[i]!) / 0.25);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const variance = noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length;
    // Four standard errors: of a mean 1/√n, of a variance √(2/n).
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(noise.length));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / noise.length));
  });

  test("f32 is f64 rounded, and the type says which", () => {
    const single = generate({ size: 10, seed: 7 });
    const double = generate({ size: 10, seed: 7, dtype: "f64" });
    expect(single.columns.x.data).toStrictEqual(Float32Array.from(double.columns.x.data));
    expectTypeOf(single.columns.x.data).toEqualTypeOf<Float32Array>();
    expectTypeOf(double.columns.x.data).toEqualTypeOf<Float64Array>();
  });

  test("sizes, seeds, noise and element types that make no sense are refused", () => {
    const wrong = [
      { size: 0 },
      { size: 1.5 },
      { seed: 0.5 },
      { noise: -1 },
      { noise: Number.NaN },
      { noise: Number.POSITIVE_INFINITY },
      { dtype: "i32" as "f32" },
    ];
    for (const options of wrong) {
      const error = refusal(() => generate({ size: 3, seed: 1, ...options }));
      expect(error.code).toBe("data/option");
      if ("size" in options) expect(error.expected).toContain(`${name}, size`);
    }
  });
});

test("each has the classes and the dimensions that its page gives", () => {
  const forms = Object.entries<Generator>(generators).map(([name, generate]) => {
    const { columns, classes } = generate({ size: 1, seed: 1 });
    return [name, classes?.length, columns.x.shape[1]];
  });
  expect(forms).toEqual([
    ["circles", 2, 2],
    ["gaussianMixture", 5, 5],
    ["peaks", 5, 2],
    ["spirals", 2, 2],
    ["swissRoll", 2, 2],
    ["twoMoons", 2, 2],
    ["xor", 2, 2],
  ]);
});
