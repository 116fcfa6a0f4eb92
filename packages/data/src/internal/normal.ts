import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/**
 * A standard normal number: √(−2 ln u)·cos 2πv with u in (0, 1] and v in [0, 1).
 *
 * @see Box & Muller, "A note on the generation of random normal deviates" (1958).
 */
export function normal(random: RandomGenerator): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(random)));
  return radius * Math.cos(2 * Math.PI * uniformFloat64(random));
}
