import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { type Dataset, dataset, type PlainColumn } from "../dataset.js";
import { type Float, floats } from "../internal/floats.js";
import { generator } from "../internal/generator.js";
import { normal } from "../internal/normal.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import { checkOptions } from "./internal/checkOptions.js";
import { streams } from "./internal/streams.js";

/** Points [size, dimensions] and the class of each, i32 [size] from 0. Point i is of class i mod classes. */
export type Points<D extends Float = "f32"> = Dataset<{
  readonly x: PlainColumn<D>;
  readonly labels: PlainColumn<"i32">;
}>;

/** How to draw one point. */
interface Distribution {
  /** For messages. */
  readonly name: string;
  readonly dimensions: number;
  readonly classes: number;
  /** @param place counts the points of a class. */
  draw(label: number, random: RandomGenerator, place: number): readonly number[];
}

/**
 * Points of classes that take turns, so that any stretch of them is balanced.
 *
 * @throws DataError `data/option`.
 */
export function points<D extends Float = "f32">(
  { size, seed, noise = 0, dtype = "f32" as D }: GeneratorOptions<D>,
  { name, dimensions, classes, draw }: Distribution,
): Points<D> {
  checkOptions(name, { size, noise });
  const random = generator(seed, streams.examples);
  const disturbance = generator(seed, streams.noise);
  const x = new Float64Array(size * dimensions);
  const labels = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const label = i % classes;
    labels[i] = label;
    draw(label, random, Math.floor(i / classes)).forEach((coordinate, k) => {
      x[i * dimensions + k] = coordinate + noise * normal(disturbance);
    });
  }
  const columns = {
    x: { dtype, shape: [size, dimensions], data: floats(dtype, x) } as PlainColumn<D>,
    labels: { dtype: "i32", shape: [size], data: labels } as PlainColumn<"i32">,
  };
  return dataset(columns, { classes: Array.from({ length: classes }, (_, label) => String(label)) }) as Points<D>;
}
