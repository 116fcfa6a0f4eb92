/** What a generator draws under one seed, each from a stream of its own, so that changing one leaves the others alone. */
export const streams = { examples: 0, noise: 1, distribution: 2, flips: 3, classes: 4 } as const;
