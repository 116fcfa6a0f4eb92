/** How exact numbers are, and what follows from that for steps and tolerances. */
export interface Precision {
  readonly unitRoundoff: number;
  /** The nearest number that can be told to the graph. */
  readonly round: (x: number) => number;
  /** The largest step of differences, as a share of the scale; it is halved so many times. */
  readonly firstStep: number;
  readonly halvings: number;
  /** How many times smaller the first step is in further attempts, where the edge of the domain or a kink is near. */
  readonly narrowing: readonly number[];
  /** The step in which rounding errors are looked for: too small for anything else to be seen. */
  readonly noiseStep: number;
  /** How far differences may be from derivatives, relative to the scale of the block. */
  readonly tolerance: number;
  /** The same for forward against reverse mode, entry by entry: only the order of the arithmetic differs. */
  readonly modes: number;
  /** The same for products of whole directions. */
  readonly directions: number;
}

/** By the element type that floats are computed in. */
export const precisions: { readonly [Floats in "f32" | "f64"]: Precision } = {
  f64: {
    unitRoundoff: 2 ** -53,
    round: (x) => x,
    firstStep: 2 ** -6,
    halvings: 8,
    narrowing: [2 ** -12, 2 ** -24],
    noiseStep: 2 ** -46,
    tolerance: 1e-8,
    modes: 1e-10,
    directions: 1e-12,
  },
  f32: {
    unitRoundoff: 2 ** -24,
    round: Math.fround,
    firstStep: 2 ** -2,
    halvings: 5,
    narrowing: [],
    noiseStep: 2 ** -18,
    tolerance: 1e-2,
    modes: 1e-4,
    directions: 1e-5,
  },
};

/**
 * Where a derivative is zero because everything cancels, as that of a bias before a normalisation, what is left of it is rounding.
 * This share of the outputs, times what `directions` allows, is 64 roundings of them.
 */
export const cancellationShare = ({ unitRoundoff, directions }: Precision): number => (64 * unitRoundoff) / directions;
