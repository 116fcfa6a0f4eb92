import { optionError } from "../errors/optionError.js";
import type { Float } from "../internal/floats.js";
import { generator } from "../internal/generator.js";
import { isWhole } from "../internal/isWhole.js";
import { uniform } from "../internal/uniform.js";
import { permutation } from "../pipeline/permutation.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import { peaksBands } from "./internal/peaksBands.js";
import { streams } from "./internal/streams.js";
import type { Labelled } from "./labelled.js";
import { points } from "./points.js";

export interface PeaksOptions<D extends Float = "f32"> extends GeneratorOptions<D> {
  /** How many bands of height there are, each a class, ≥ 1. Default 5. */
  readonly classes?: number;
  /** Points of the grid along each axis, ≥ 2. Default 256. */
  readonly grid?: number;
  /** Share of the examples that get a label of another class, in [0, 1]. Default 0. */
  readonly flipped?: number;
}

/**
 * Points of the plane, classed by the height of MATLAB's `peaks` above them: the range between its least and its greatest
 * value on the grid over [−3, 3]² is cut into bands of equal height, and each class has as many points as the others.
 *
 * The points of a band are drawn from the grid without repetition, until all of them have had their turn.
 *
 * @param options see {@link PeaksOptions}; the harder vintage has noise 0.057 and 0.016 flipped.
 * @returns `x` [size, 2] and `labels`, i32 [size] in 0 … classes − 1, from the lowest band to the highest.
 * @throws DataError `data/option`.
 * @example
 * const easy = peaks({ size: 25_000, seed: 1 });
 * const hard = peaks({ size: 25_000, noise: 0.057, flipped: 0.016, seed: 1 });
 * @see Haber & Ruthotto, "Stable architectures for deep neural networks" (2017), section 6.
 */
export function peaks<D extends Float = "f32">(options: PeaksOptions<D>): Labelled<D> {
  const { classes = 5, grid = 256, flipped = 0, seed } = options;
  if (!isWhole(classes, 1)) throw optionError("peaks, classes", "a whole number of bands, 1 or more", classes);
  if (!isWhole(grid, 2, 2 ** 12)) throw optionError("peaks, grid", "a whole number from 2 to 4096", grid);
  if (!(flipped >= 0 && flipped <= 1)) throw optionError("peaks, flipped", "a share from 0 to 1", flipped);
  const bands = peaksBands(grid, classes);
  const empty = bands.findIndex((band) => band.length === 0);
  if (empty !== -1) throw optionError("peaks, grid", `a grid fine enough to have points in band ${empty}`, grid);
  const orders = bands.map((band, label) => permutation(band.length, seed, streams.classes + label));
  const drawn = points(options, {
    name: "peaks",
    dimensions: 2,
    classes,
    draw(label, _random, place) {
      const band = bands[label]!;
      return band[orders[label]![place % band.length]!]!;
    },
  });
  flip(drawn.columns.labels.data, classes, flipped, seed);
  return drawn;
}

/** Gives a share of the labels another class, each other one as likely. */
function flip(labels: Int32Array, classes: number, share: number, seed: number): void {
  const random = generator(seed, streams.flips);
  const count = classes === 1 ? 0 : Math.round(share * labels.length);
  for (const i of permutation(labels.length, seed, streams.flips).subarray(0, count)) {
    const step = Math.floor(uniform(random, 1, classes));
    labels[i] = (labels[i]! + step) % classes;
  }
}
