import { inner, plus } from "./vectors.js";

/** A step and the change of the gradient along it. */
export interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
}

/**
 * H·g, for the inverse Hessian that the last pairs approximate, the oldest first; a multiple of the identity where they say nothing.
 *
 * @see Nocedal & Wright, "Numerical Optimization" (2006), algorithm 7.4 and equation 7.20.
 */
export function inverseHessian(pairs: readonly Pair[], gradient: Float64Array): Float64Array {
  let q = gradient;
  const shares = pairs.toReversed().map(({ step, change }) => {
    const share = inner(step, q) / inner(step, change);
    q = plus(q, -share, change);
    return share;
  });
  const last = pairs.at(-1);
  const scale = last === undefined ? 1 : inner(last.step, last.change) / inner(last.change, last.change);
  let r: Float64Array = q.map((value) => scale * value);
  pairs.forEach(({ step, change }, i) => {
    r = plus(r, shares[pairs.length - 1 - i]! - inner(change, r) / inner(step, change), step);
  });
  return r;
}
