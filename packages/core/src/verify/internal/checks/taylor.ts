import type { Check, Verdict } from "../../verification.js";
import { checked } from "../conclude.js";
import { type Differences, differences } from "../differences.js";
import { inner } from "../directions.js";
import { factorInWords } from "../factorInWords.js";
import { type Line, lines } from "../lines.js";
import type { Subject } from "../subject.js";
import { slopeOf, type TaylorSeries } from "../taylorSeries.js";

/** The steps ε of Taylor's formula: the first, and so many halvings of it. */
export interface TaylorOptions {
  /** The largest step, ε > 0, in units of each element (of 1 for those below 1). Default: 0.5. */
  readonly first?: number;
  /** Default: 20. */
  readonly halvings?: number;
}

/** How far a slope may stay below the expected one: half of what a wrong derivative takes from it. */
const slack = 0.5;

const isAsExpected = ({ slope, expected }: TaylorSeries): boolean => slope === undefined || slope >= expected - slack;

/**
 * The remainders of Taylor's formula for g = ⟨u, f⟩ along random directions d: of each tensor by itself, then of all together.
 *
 *   |g(x + εd) − g(x)| ∝ ε     |… − ε⟨∇g, d⟩| ∝ ε²     |… − ½ε²⟨d, H d⟩| ∝ ε³     with ∇g = Jᵀu
 *
 * A wrong gradient leaves the second at slope 1, a wrong Hessian the third at slope 2. For a vector-valued f this is the
 * Jacobian-transpose test; of a scalar u is 1.
 *
 * @param second the gradient of g as a subject of its own, for order 2
 * @see Farrell, Ham, Funke & Rognes, "Automated derivation of the adjoint of high-level transient finite element programs"
 *   (2013), section 6, for the test; its order 2 is that of a remainder with a Hessian.
 */
export function taylor(
  subject: Subject,
  u: Float64Array,
  second: Subject | undefined,
  { first = 0.5, halvings = 20 }: TaylorOptions = {},
): Check {
  const { f, noise, precision, allowKinks } = subject;
  const { data: x } = f.x;
  const gradient = f.pullback(u);
  const start = inner(u, f.y.data).value;
  const rounding = 2 * inner(u.map(Math.abs), noise).value;
  const along = (d: Float64Array, t: number) => x.map((at, i) => precision.round(at + t * d[i]!));
  const g = (d: Float64Array, t: number): number => inner(u, f.value(along(d, t))).value;

  const measure = ({ tensor, d }: Line, largest: number): readonly TaylorSeries[] => {
    const epsilons = Array.from({ length: halvings + 1 }, (_, i) => largest * 2 ** -i);
    const slope = inner(gradient, d).value;
    const curvature = second && inner(d, second.f.pushforward(d)).value;
    const rises = epsilons.map((epsilon) => g(d, epsilon) - start);
    const series = (order: TaylorSeries["order"], terms: (epsilon: number) => number): TaylorSeries => {
      const remainders = rises.map((rise, i) => Math.abs(rise - terms(epsilons[i]!)));
      const found = slopeOf(epsilons, remainders, rounding);
      return { tensor, order, expected: order + 1, slope: found, epsilons, remainders, rounding };
    };
    const zeroth = series(0, () => 0);
    const firstOrder = series(1, (epsilon) => epsilon * slope);
    if (curvature === undefined) return [zeroth, firstOrder];
    return [zeroth, firstOrder, series(2, (epsilon) => epsilon * slope + (epsilon ** 2 * curvature) / 2)];
  };

  const measured = lines(subject).map((line, i) => {
    // A wrong derivative is wrong along almost every direction; a remainder happens to vanish along few.
    const attempt = (number: number, largest = first) => {
      const other = number === 0 ? line : lines(subject, number)[i]!;
      return { line: other, series: measure(other, largest) };
    };
    const result = attempt(0);
    if (result.series.every(isAsExpected)) return result;
    const found = [attempt(1), attempt(2)].find((other) => other.series.every(isAsExpected));
    if (found !== undefined) return found;
    // A wrong gradient shows at every scale; where the function itself bends within the smallest step, only smaller ones are fair.
    const narrow = attempt(0, first * 2 ** -halvings);
    return result.series.every((each) => each.order < 2) && narrow.series.every(isAsExpected) ? narrow : result;
  });
  const series = measured.flatMap((each) => each.series);
  const shortfall = Math.max(0, ...series.map(({ slope, expected }) => (slope === undefined ? 0 : expected - slope)));
  const findings = { taylor: series, worst: shortfall, allowed: slack };

  const bad = measured.find((each) => !each.series.every(isAsExpected));
  if (bad === undefined) {
    const { orders, slopes } = smallestSlopes(series);
    const reason = `The remainders of orders ${orders} fall with slopes of at least ${slopes}.`;
    return checked("taylor", "right", { ...findings, where: `slopes ≥ ${slopes}`, reason });
  }
  const { line } = bad;
  const failed = bad.series.find((each) => !isAsExpected(each))!;
  const steep = `the remainder of order ${failed.order} falls with ε^${failed.slope!.toFixed(2)} instead of ε^${failed.expected}`;
  const where = `order ${failed.order} along ${line.tensor}`;
  const answer = (verdict: Verdict, rest: string) =>
    checked("taylor", verdict, { ...findings, where, reason: `Along ${line.tensor} ${steep}: ${rest}` });

  const values = differences((t) => Float64Array.of(g(line.d, t)), 0, Float64Array.of(start), precision, [rounding]);
  const slopes = second && gradientAlong(second, line.d, along);
  const kink = failed.order === 2 ? slopes!.kinks[0] : values.kinks[0];
  if (kink !== undefined || failed.order === 0) {
    const words = failed.order === 0 ? "the value jumps at this point." : "there is a kink at this point.";
    return answer(allowKinks && failed.order > 0 ? "right" : "undecided", words);
  }
  const [analytic, numerical] =
    failed.order === 2
      ? [inner(line.d, second!.f.pushforward(line.d)).value, slopes!.derivatives[0]!]
      : [inner(gradient, line.d).value, values.derivatives[0]!];
  const what = failed.order === 2 ? "the curvature" : "the slope";
  const both = `${what} is ${analytic.toPrecision(6)} by reverse mode, ${numerical.toPrecision(6)} by differences (numerical).`;
  const factor = failed.order === 1 ? factorInWords(analytic / numerical, line.tensor) : undefined;
  return answer("wrong", factor === undefined ? both : `${both} ${factor}`);
}

/** ⟨∇g(x + td), d⟩ as a function of t, differentiated by differences. */
function gradientAlong(
  { f, noise, precision }: Subject,
  d: Float64Array,
  along: (d: Float64Array, t: number) => Float64Array,
): Differences {
  const at = (t: number) => Float64Array.of(inner(d, f.value(along(d, t))).value);
  const start = Float64Array.of(inner(d, f.y.data).value);
  return differences(at, 0, start, precision, [inner(d.map(Math.abs), noise).value]);
}

/** The orders, and the smallest slope of each. */
function smallestSlopes(series: readonly TaylorSeries[]): { readonly orders: string; readonly slopes: string } {
  const orders = [...new Set(series.map(({ order }) => order))];
  const slopes = orders.map((order) => {
    const found = series.flatMap((each) => (each.order === order && each.slope !== undefined ? [each.slope] : []));
    return found.length === 0 ? "rounding only" : Math.min(...found).toFixed(2);
  });
  return { orders: orders.join(", "), slopes: slopes.join(", ") };
}
