import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** A number in [least, most), all equally likely, of 53 random bits. */
export const uniform = (random: RandomGenerator, least: number, most: number): number =>
  least + (most - least) * uniformFloat64(random);
