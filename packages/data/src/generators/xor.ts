import type { Float } from "../internal/floats.js";
import { uniform } from "../internal/uniform.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import type { Labelled } from "./labelled.js";
import { points } from "./points.js";

/**
 * The four quarters of a square, opposite ones of the same class: the least that a single layer cannot learn.
 * Coordinates are uniform in [−1, 1]; class 1 has one below and one above 0.
 *
 * @param options see {@link GeneratorOptions}; noise moves some points into the neighbouring quarter.
 * @returns `x` [size, 2] and `labels`, i32 [size] in {0, 1}.
 * @throws DataError `data/option`.
 * @example
 * const quarters = xor({ size: 400, seed: 1 });
 * @see Minsky & Papert, "Perceptrons" (1969).
 */
export const xor = <D extends Float = "f32">(options: GeneratorOptions<D>): Labelled<D> =>
  points(options, {
    name: "xor",
    dimensions: 2,
    classes: 2,
    draw(label, random) {
      const first = uniform(random, -1, 1);
      const second = uniform(random, 0, 1);
      const positive = first >= 0;
      return [first, positive === (label === 0) ? second : -second];
    },
  });
