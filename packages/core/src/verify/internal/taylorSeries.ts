/** The remainders of one order along one direction. */
export interface TaylorSeries {
  /** What moved: a tensor, or everything. */
  readonly tensor: string;
  /** How many terms of Taylor's formula are taken off, and the slope that is left on a log scale if they are right. */
  readonly order: 0 | 1 | 2;
  readonly expected: number;
  /** The slope that was found; none where the remainders are nothing but rounding, as those of a linear function. */
  readonly slope: number | undefined;
  readonly epsilons: readonly number[];
  readonly remainders: readonly number[];
  /** Remainders below this are rounding, and no part of the slope. */
  readonly rounding: number;
}

/** The slope is taken from the smallest steps whose remainders are this many times the rounding. */
const above = 100;
const points = 4;
const fewest = 3;
/** Remainders that fall by more in one halving vanish: the kink or jump that they came from is behind the step. */
const vanishing = 32;

/** The slope of log remainder over log ε where truncation dominates rounding: the median of the slopes between neighbours. */
export function slopeOf(
  epsilons: readonly number[],
  remainders: readonly number[],
  rounding: number,
): number | undefined {
  const end = remainders.findLastIndex((remainder) => remainder > above * rounding);
  if (remainders[end + 1]! * vanishing < remainders[end]!) return undefined;
  const tail: number[] = [];
  for (let i = end; i >= 0 && tail.length < points && remainders[i]! > above * rounding; i--) tail.unshift(i);
  if (tail.length < fewest) return undefined;
  const slopes = tail
    .slice(1)
    .map((i) => Math.log(remainders[i - 1]! / remainders[i]!) / Math.log(epsilons[i - 1]! / epsilons[i]!))
    .toSorted((a, b) => a - b);
  const middle = (slopes.length - 1) / 2;
  return (slopes[Math.floor(middle)]! + slopes[Math.ceil(middle)]!) / 2;
}
