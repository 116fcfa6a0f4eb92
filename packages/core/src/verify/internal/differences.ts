import type { Precision } from "./precision.js";

/** Derivatives, with an estimate of how far each may be off: infinite where no step gave finite numbers. */
export interface Differences {
  readonly derivatives: Float64Array;
  readonly uncertainties: Float64Array;
  /** Where there is a kink within the smallest steps: the slopes on its two sides. */
  readonly kinks: readonly (Kink | undefined)[];
}

/** The slopes to the left and to the right of a point, where they differ. */
export interface Kink {
  readonly left: number;
  readonly right: number;
}

/** f at x + h and at x − h, and the two steps as they were made: x ± h is rounded. */
interface Pair {
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly up: number;
  readonly down: number;
}

/** Of how large a share of its column an uncertainty is small enough to try no smaller steps. */
const settled = 1e-6;
/** A derivative that is this much surer than the jump of a kink is wide shows that the kink is elsewhere. */
const resolved = 1e-3;

/**
 * Column by column: ∂f/∂x_j as central differences, with Richardson's extrapolation to step 0.
 *
 *   D₀(h) = (f(x + h) − f(x − h)) / 2h     Dₖ(h) = Dₖ₋₁(h/2) + (Dₖ₋₁(h/2) − Dₖ₋₁(h)) / (4ᵏ − 1)
 *
 * Of the whole tableau each output takes the entry that agrees best with its two neighbours, as Ridders does, but without
 * stopping early: large steps lose little to rounding, small ones stay on one side of a kink and inside the domain.
 * In double precision about 10⁻¹² of |f| is left. Where no step of a tableau does, because the edge of the domain or a kink is
 * nearer than the smallest, another begins with smaller ones.
 *
 * @param at f along the element that is moved: its value when that element is `x`
 * @param value f at `x` itself
 * @param noise the rounding error of each output
 * @see Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982).
 */
export function differences(
  at: (x: number) => Float64Array,
  x: number,
  value: Float64Array,
  precision: Precision,
  noise: ArrayLike<number>,
): Differences {
  const { firstStep, halvings, narrowing } = precision;
  let best = tableau(at, x, value, precision, firstStep, noise);
  for (const factor of narrowing) {
    const { derivatives, uncertainties, kinks } = best;
    const largest = derivatives.reduce((norm, d) => (Number.isFinite(d) ? Math.max(norm, Math.abs(d)) : norm), 0);
    const enough = (i: number) => settled * largest + (noise[i]! / firstStep) * 2 ** halvings;
    const isMissed = missed(best, pairAt(at, x, precision, firstStep * narrowing.at(-1)!), noise);
    if (uncertainties.every((u, i) => u <= enough(i) && kinks[i] === undefined && !isMissed(i))) break;
    best = better(best, tableau(at, x, value, precision, firstStep * factor, noise), isMissed);
  }
  return best;
}

/**
 * Did these steps miss what f does? Waves that are shorter than all of them can look as smooth as a line, but not to the slope of a
 * step that is far smaller: this is off by no more than rounding.
 */
const missed = ({ derivatives }: Differences, smallest: Pair, noise: ArrayLike<number>) => {
  const slopes = central(smallest);
  return (i: number): boolean =>
    Math.abs(slopes[i]! - derivatives[i]!) > Math.abs(slopes[i]!) / 2 + (64 * noise[i]!) / smallest.up;
};

/** For each output what smaller steps say, if they are surer or the wide ones missed what there is. */
function better(wide: Differences, narrow: Differences, isMissed: (i: number) => boolean): Differences {
  const isSurer = (i: number): boolean => {
    if (narrow.kinks[i] !== undefined) return false;
    const kink = wide.kinks[i];
    if (kink === undefined) return isMissed(i) || narrow.uncertainties[i]! < wide.uncertainties[i]!;
    // If the kink is beside the point, the slope is that of one side, or what seemed a kink was a curve; at a kink it is a mean of both.
    const [low, high] = [Math.min(kink.left, kink.right), Math.max(kink.left, kink.right)];
    const derivative = narrow.derivatives[i]!;
    const isMean = derivative > low + (high - low) / 8 && derivative < high - (high - low) / 8;
    return !isMean && narrow.uncertainties[i]! < resolved * (high - low);
  };
  const choice = Array.from(wide.derivatives, (_, i) => (isSurer(i) ? narrow : wide));
  return {
    derivatives: Float64Array.from(choice, ({ derivatives }, i) => derivatives[i]!),
    uncertainties: Float64Array.from(choice, ({ uncertainties }, i) => uncertainties[i]!),
    kinks: choice.map(({ kinks }, i) => kinks[i]),
  };
}

/** Extrapolated differences from this step downwards. */
function tableau(
  at: (x: number) => Float64Array,
  x: number,
  value: Float64Array,
  precision: Precision,
  firstStep: number,
  noise: ArrayLike<number>,
): Differences {
  const { halvings } = precision;
  const count = value.length;
  const derivatives = new Float64Array(count).fill(Number.NaN);
  const uncertainties = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const pairs = Array.from({ length: halvings + 1 }, (_, level) => pairAt(at, x, precision, firstStep * 2 ** -level));
  let previous: Float64Array[] = [];
  for (const pair of pairs) {
    const row = [central(pair)];
    previous.forEach((coarse, k) => {
      const fine = row[k]!;
      const factor = 4 ** (k + 1) - 1;
      const finer = fine.map((d, i) => d + (d - coarse[i]!) / factor);
      for (let i = 0; i < count; i++) {
        const uncertainty = Math.max(Math.abs(finer[i]! - fine[i]!), Math.abs(finer[i]! - coarse[i]!));
        if (uncertainty < uncertainties[i]!) {
          uncertainties[i] = uncertainty;
          derivatives[i] = finer[i]!;
        }
      }
      row.push(finer);
    });
    previous = row;
  }
  return { derivatives, uncertainties, kinks: kinks(pairs, value, noise) };
}

/** A step to either side, as a share of the scale of x. */
function pairAt(at: (x: number) => Float64Array, x: number, { round }: Precision, share: number): Pair {
  const step = share * Math.max(1, Math.abs(x));
  const [right, left] = [round(x + step), round(x - step)];
  return { above: at(right), below: at(left), up: right - x, down: x - left };
}

const central = ({ above, below, up, down }: Pair): Float64Array => above.map((y, i) => (y - below[i]!) / (up + down));

/**
 * The five-point test. From f(x), f(x ± h) and f(x ± 2h) follow a slope to either side whose errors are alike up to h³:
 *
 *   s₊ = (4f(x + h) − f(x + 2h) − 3f(x)) / 2h     s₋ = (3f(x) − 4f(x − h) + f(x − 2h)) / 2h
 *
 * So s₊ − s₋ falls eightfold with each halving of h where f is smooth, by half at a jump of the curvature, and not at all at a kink.
 */
function kinks(pairs: readonly Pair[], value: Float64Array, noise: ArrayLike<number>): readonly (Kink | undefined)[] {
  const [widest, wide, narrow] = pairs.slice(-3) as [Pair, Pair, Pair];
  const [coarse, fine] = [sides(wide, widest, value), sides(narrow, wide, value)];
  return Array.from(value, (_, i) => {
    const [left, right] = [fine.left[i]!, fine.right[i]!];
    const jump = Math.abs(right - left);
    const isKink =
      jump > 1e-3 * Math.max(Math.abs(left), Math.abs(right)) &&
      jump > 0.75 * Math.abs(coarse.right[i]! - coarse.left[i]!) &&
      jump > (64 * noise[i]!) / narrow.up;
    return isKink ? { left, right } : undefined;
  });
}

/** The slopes to either side, from steps h and 2h. */
function sides(near: Pair, far: Pair, value: Float64Array): { left: Float64Array; right: Float64Array } {
  return {
    right: value.map((y, i) => (4 * near.above[i]! - far.above[i]! - 3 * y) / (2 * near.up)),
    left: value.map((y, i) => (3 * y - 4 * near.below[i]! + far.below[i]!) / (2 * near.down)),
  };
}
