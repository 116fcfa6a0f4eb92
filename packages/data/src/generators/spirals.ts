import { optionError } from "../errors/optionError.js";
import type { Float } from "../internal/floats.js";
import { isWhole } from "../internal/isWhole.js";
import { uniform } from "../internal/uniform.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import type { Labelled } from "./labelled.js";
import { points } from "./points.js";

export interface SpiralsOptions<D extends Float = "f32"> extends GeneratorOptions<D> {
  /** How many arms there are, each a class, ≥ 1. Default 2. */
  readonly arms?: number;
  /** How often an arm winds around the centre, > 0. Default 1. */
  readonly turns?: number;
}

/**
 * Arms that wind around each other: (r cos φ, r sin φ) with r uniform in [0, 1) and φ = 2π (turns · r + class / arms).
 *
 * @param options see {@link SpiralsOptions}; a usual noise is 0.02.
 * @returns `x` [size, 2] and `labels`, i32 [size] in 0 … arms − 1.
 * @throws DataError `data/option`.
 * @example
 * const galaxy = spirals({ size: 1500, arms: 3, turns: 1.5, noise: 0.02, seed: 1 });
 */
export function spirals<D extends Float = "f32">(options: SpiralsOptions<D>): Labelled<D> {
  const { arms = 2, turns = 1 } = options;
  if (!isWhole(arms, 1)) throw optionError("spirals, arms", "a whole number of arms, 1 or more", arms);
  if (!(turns > 0 && turns < Number.POSITIVE_INFINITY)) throw optionError("spirals, turns", "a number above 0", turns);
  return points(options, {
    name: "spirals",
    dimensions: 2,
    classes: arms,
    draw(label, random) {
      const radius = uniform(random, 0, 1);
      const angle = 2 * Math.PI * (turns * radius + label / arms);
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    },
  });
}
