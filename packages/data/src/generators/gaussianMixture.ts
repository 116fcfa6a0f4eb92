import { uniformInt } from "pure-rand/distribution/uniformInt";
import { optionError } from "../errors/optionError.js";
import type { Float } from "../internal/floats.js";
import { generator } from "../internal/generator.js";
import { isWhole } from "../internal/isWhole.js";
import { normal } from "../internal/normal.js";
import { uniform } from "../internal/uniform.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import { streams } from "./internal/streams.js";
import type { Labelled } from "./labelled.js";
import { points } from "./points.js";

export interface GaussianMixtureOptions<D extends Float = "f32"> extends GeneratorOptions<D> {
  /** Coordinates of a point, ≥ 1. Default 5. */
  readonly dimensions?: number;
  /** ≥ 1. Default 5. */
  readonly classes?: number;
  /** Gaussians of which each class is made, equally likely, ≥ 1. Default 5. */
  readonly components?: number;
}

/** x = mean + (Aᵀz + √0.1·w) / √1000 with z and w standard normal. */
interface Gaussian {
  readonly mean: readonly number[];
  /** A, row by row. */
  readonly rows: readonly (readonly number[])[];
}

/**
 * Classes that are mixtures of Gaussians. Under one seed the mixture is the same for every `size`.
 *
 *   mean uniform in [0, 1)ᵈ     covariance (AᵀA + 0.1·I) / 1000     A standard normal, d × d
 *
 * That is, the precision is 1000·(AᵀA + 0.1·I)⁻¹. Without inverting anything, Aᵀz + √0.1·w has the covariance AᵀA + 0.1·I
 * for standard normal z and w.
 *
 * @param options see {@link GaussianMixtureOptions}.
 * @returns `x` [size, dimensions] and `labels`, i32 [size] in 0 … classes − 1.
 * @throws DataError `data/option`.
 * @example
 * const mixture = gaussianMixture({ size: 25_000, seed: 1 });
 */
export function gaussianMixture<D extends Float = "f32">(options: GaussianMixtureOptions<D>): Labelled<D> {
  const { dimensions = 5, classes = 5, components = 5, seed } = options;
  for (const [name, count] of Object.entries({ dimensions, classes, components })) {
    if (!isWhole(count, 1)) throw optionError(`gaussianMixture, ${name}`, "a whole number, 1 or more", count);
  }
  const source = generator(seed, streams.distribution);
  const vector = (draw: () => number) => Array.from({ length: dimensions }, draw);
  const gaussians: readonly Gaussian[] = Array.from({ length: classes * components }, () => ({
    mean: vector(() => uniform(source, 0, 1)),
    rows: Array.from({ length: dimensions }, () => vector(() => normal(source))),
  }));
  return points(options, {
    name: "gaussianMixture",
    dimensions,
    classes,
    draw(label, random) {
      const { mean, rows } = gaussians[label * components + uniformInt(random, 0, components - 1)]!;
      const z = vector(() => normal(random));
      const w = vector(() => normal(random));
      return mean.map((centre, k) => {
        const spread = rows.reduce((sum, row, i) => sum + row[k]! * z[i]!, Math.sqrt(0.1) * w[k]!);
        return centre + spread / Math.sqrt(1000);
      });
    },
  });
}
