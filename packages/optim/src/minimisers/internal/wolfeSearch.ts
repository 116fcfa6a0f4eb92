import { noise } from "./noise.js";

/** A place on the line: how far, the value there, and its slope along the line. */
export interface Sample {
  readonly at: number;
  readonly value: number;
  readonly slope: number;
}

/** Sufficient decrease and curvature, c₁ and c₂, as usual for quasi-Newton directions. */
const [decrease, curvature] = [1e-4, 0.9];
const attempts = 60;

/** The minimiser of the cubic through two samples with their slopes: Nocedal & Wright, equation 3.59. */
function cubicBetween(a: Sample, b: Sample): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.at - b.at);
  const d2 = Math.sign(b.at - a.at) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  return b.at - ((b.at - a.at) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
}

/** A place between two samples, by the cubic where it is not too near to either. */
function between(a: Sample, b: Sample): number {
  const [low, high] = [Math.min(a.at, b.at), Math.max(a.at, b.at)];
  const margin = 0.1 * (high - low);
  const guess = cubicBetween(a, b);
  return guess >= low + margin && guess <= high - margin ? guess : (low + high) / 2;
}

/**
 * Searches a line that descends for a place that fulfils the strong conditions of Wolfe:
 *
 *   φ(α) ≤ φ(0) + c₁αφ′(0)     |φ′(α)| ≤ c₂|φ′(0)|
 *
 * Values are compared up to their rounding, so that near a minimum, where φ is flat, its slope decides.
 *
 * @param sample computes φ and φ′, which may be NaN or infinite beyond some place
 * @param start the sample at 0; its slope is negative
 * @param first where to look first, > 0
 * @returns `undefined` when there is no such place that rounding can tell from 0
 * @see Nocedal & Wright, "Numerical Optimization" (2006), algorithms 3.5 and 3.6; Hager & Zhang, "A New Conjugate Gradient Method with
 * Guaranteed Descent and an Efficient Line Search" (2005), section 4.1, for the rounding.
 */
export function wolfeSearch(sample: (at: number) => Sample, start: Sample, first: number): Sample | undefined {
  const hidden = noise * Math.abs(start.value);
  const high = ({ at, value, slope }: Sample) =>
    !(value <= start.value + decrease * at * start.slope + hidden && Number.isFinite(value + slope));
  const flat = ({ slope }: Sample) => Math.abs(slope) <= -curvature * start.slope;

  let left = attempts;
  const zoom = (low: Sample, far: Sample): Sample | undefined => {
    let [near, end] = [low, far];
    while (left-- > 0 && Math.abs(end.at - near.at) > Number.EPSILON * Math.max(near.at, end.at)) {
      const next = sample(between(near, end));
      if (high(next) || next.value > near.value + hidden) {
        end = next;
      } else {
        if (flat(next)) return next;
        if (next.slope * (end.at - near.at) >= 0) end = near;
        near = next;
      }
    }
    return near.at > 0 ? near : undefined;
  };

  let previous = start;
  let at = first;
  while (left-- > 0) {
    const next = sample(at);
    if (high(next) || (previous.at > 0 && next.value > previous.value + hidden)) return zoom(previous, next);
    if (flat(next)) return next;
    if (next.slope >= 0) return zoom(next, previous);
    previous = next;
    at *= 2;
  }
  return previous.at > 0 ? previous : undefined;
}
