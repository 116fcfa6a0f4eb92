import type { Float } from "../internal/floats.js";
import { uniform } from "../internal/uniform.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import type { Labelled } from "./labelled.js";
import { points } from "./points.js";

/**
 * Two half circles of radius 1 that reach into each other: no line separates them.
 *
 *   class 0: (cos t, sin t)     class 1: (1 − cos t, ½ − sin t)     t uniform in [0, π)
 *
 * @param options see {@link GeneratorOptions}; a usual noise is 0.1.
 * @returns `x` [size, 2] and `labels`, i32 [size] in {0, 1}.
 * @throws DataError `data/option`.
 * @example
 * const moons = twoMoons({ size: 1000, noise: 0.1, seed: 1 });
 */
export const twoMoons = <D extends Float = "f32">(options: GeneratorOptions<D>): Labelled<D> =>
  points(options, {
    name: "twoMoons",
    dimensions: 2,
    classes: 2,
    draw(label, random) {
      const t = uniform(random, 0, Math.PI);
      return label === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
    },
  });
