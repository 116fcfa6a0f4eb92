import { circles } from "./circles.js";
import { gaussianMixture } from "./gaussianMixture.js";
import { peaks } from "./peaks.js";
import { spirals } from "./spirals.js";
import { swissRoll } from "./swissRoll.js";
import { twoMoons } from "./twoMoons.js";
import { xor } from "./xor.js";

/**
 * The generators of points in classes by their names, for programs that let a user choose. All take `size`, `seed`, `noise` and
 * `dtype`.
 *
 * @example
 * const drawn = generators[name]({ size: 1000, seed: 1 });
 */
export const generators = { circles, gaussianMixture, peaks, spirals, swissRoll, twoMoons, xor } as const;
