import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { Float } from "../internal/floats.js";
import { generator } from "../internal/generator.js";
import { normal } from "../internal/normal.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import { checkOptions } from "./internal/checkOptions.js";
import { streams } from "./internal/streams.js";
import { type Labelled, labelled } from "./labelled.js";

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
 * Points of classes that take turns: point i is of class i mod classes, so any stretch of them is balanced.
 *
 * @throws DataError `data/option`.
 */
export function points<D extends Float = "f32">(
  { size, seed, noise = 0, dtype = "f32" as D }: GeneratorOptions<D>,
  { name, dimensions, classes, draw }: Distribution,
): Labelled<D> {
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
  return labelled(
    dtype,
    x,
    labels,
    Array.from({ length: classes }, (_, label) => String(label)),
  );
}
