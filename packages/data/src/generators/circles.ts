import { optionError } from "../errors/optionError.js";
import type { Float } from "../internal/floats.js";
import { uniform } from "../internal/uniform.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import type { Labelled } from "./labelled.js";
import { points } from "./points.js";

export interface CirclesOptions<D extends Float = "f32"> extends GeneratorOptions<D> {
  /** Radius of the inner circle, in (0, 1). Default 0.5. */
  readonly inner?: number;
}

/**
 * A circle around another: class 0 has radius 1, class 1 is inside.
 *
 * @param options see {@link CirclesOptions}; a usual noise is 0.05.
 * @returns `x` [size, 2] and `labels`, i32 [size] in {0, 1}.
 * @throws DataError `data/option`.
 * @example
 * const rings = circles({ size: 1000, inner: 0.3, noise: 0.05, seed: 1 });
 */
export function circles<D extends Float = "f32">(options: CirclesOptions<D>): Labelled<D> {
  const { inner = 0.5 } = options;
  if (!(inner > 0 && inner < 1)) throw optionError("circles, inner", "a radius between 0 and 1", inner);
  return points(options, {
    name: "circles",
    dimensions: 2,
    classes: 2,
    draw(label, random) {
      const angle = uniform(random, 0, 2 * Math.PI);
      const radius = label === 0 ? 1 : inner;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    },
  });
}
