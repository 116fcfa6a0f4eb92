import { optionError } from "../errors/optionError.js";
import type { Float } from "../internal/floats.js";
import { generator } from "../internal/generator.js";
import { normal } from "../internal/normal.js";
import { uniform } from "../internal/uniform.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import { checkOptions } from "./internal/checkOptions.js";
import { streams } from "./internal/streams.js";
import { type Regression, regression } from "./regression.js";

export interface SineRegressionOptions<D extends Float = "f32"> extends GeneratorOptions<D> {
  /** Periods of the sine in the interval, > 0. Default 1. */
  readonly periods?: number;
}

/**
 * A sine to be learnt: y = sin(periods · x) + noise, with x uniform in [−π, π).
 *
 * @param options see {@link SineRegressionOptions}; the noise is on y.
 * @returns `x` and `y`, both [size, 1].
 * @throws DataError `data/option`.
 * @example
 * const wave = sineRegression({ size: 200, periods: 2, noise: 0.1, seed: 1 });
 */
export function sineRegression<D extends Float = "f32">(options: SineRegressionOptions<D>): Regression<D> {
  const { size, seed, noise = 0, periods = 1, dtype = "f32" as D } = options;
  checkOptions("sineRegression", { size, noise });
  if (!(periods > 0 && periods < Number.POSITIVE_INFINITY)) {
    throw optionError("sineRegression, periods", "a number above 0", periods);
  }
  const random = generator(seed, streams.examples);
  const disturbance = generator(seed, streams.noise);
  const x = Float64Array.from({ length: size }, () => uniform(random, -Math.PI, Math.PI));
  const y = x.map((at) => Math.sin(periods * at) + noise * normal(disturbance));
  return regression(dtype, x, y);
}
