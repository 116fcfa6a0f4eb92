import fc from "fast-check";

/** A number in [low, high], evenly, and with few enough bits to be an f32. */
export const between = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 2 ** 12 }).map((i) => Math.fround(low + ((high - low) * i) / 2 ** 12));
