import type { Float } from "../internal/floats.js";
import { uniform } from "../internal/uniform.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import type { Labelled } from "./labelled.js";
import { points } from "./points.js";

/**
 * Two rolled-up stripes in the plane, one on the other.
 *
 *   (r cos θ, r sin θ)     θ uniform in [0, 4π)     class 0: r = θ / 4π     class 1: r = θ / 4π + 0.2
 *
 * @param options see {@link GeneratorOptions}.
 * @returns `x` [size, 2] and `labels`, i32 [size] in {0, 1}.
 * @throws DataError `data/option`.
 * @example
 * const roll = swissRoll({ size: 25_000, seed: 1 });
 * @see Haber & Ruthotto, "Stable architectures for deep neural networks" (2017), section 6, for the experiment.
 */
export const swissRoll = <D extends Float = "f32">(options: GeneratorOptions<D>): Labelled<D> =>
  points(options, {
    name: "swissRoll",
    dimensions: 2,
    classes: 2,
    draw(label, random) {
      const angle = uniform(random, 0, 4 * Math.PI);
      const radius = angle / (4 * Math.PI) + 0.2 * label;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    },
  });
