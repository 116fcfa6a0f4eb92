import type { Check, Verdict } from "../../verification.js";
import { checked } from "../conclude.js";
import { differences } from "../differences.js";
import { inner } from "../directions.js";
import { factorInWords } from "../factorInWords.js";
import { type Line, lines } from "../lines.js";
import { numericalInWords } from "../numericalInWords.js";
import type { Subject } from "../subject.js";
import { honesty, trusted } from "../trust.js";

/** A directional derivative, in reverse mode and by differences. */
interface Slope {
  readonly tensor: string;
  readonly verdict: Verdict;
  readonly excess: number;
  readonly reason: string;
}

/**
 * ⟨Jᵀu, d⟩ against extrapolated differences of ⟨u, f⟩ along d, of each tensor by itself, then of all together. No entry of the
 * Jacobian stays out of it, however large that is.
 */
export function directional(subject: Subject, u: Float64Array): Check {
  const gradient = subject.f.pullback(u);
  const slopes = lines(subject).map((line) => compare(subject, u, gradient, line));
  const allowed = 1;
  const worst = Math.max(0, ...slopes.map(({ excess }) => excess));
  const bad = slopes.find(({ verdict }) => verdict === "wrong") ?? slopes.find(({ verdict }) => verdict !== "right");
  if (bad !== undefined) {
    return checked("directional", bad.verdict, { worst, allowed, where: `along ${bad.tensor}`, reason: bad.reason });
  }
  const reason = `The derivatives along ${slopes.length} random directions agree with differences.`;
  return checked("directional", "right", { worst, allowed, reason });
}

function compare(
  { f, precision, tolerance, noise, allowKinks }: Subject,
  u: Float64Array,
  gradient: Float64Array,
  { tensor, d }: Line,
): Slope {
  const g = (t: number) =>
    Float64Array.of(inner(u, f.value(f.x.data.map((x, i) => precision.round(x + t * d[i]!)))).value);
  const rounding = inner(u.map(Math.abs), noise).value;
  const start = Float64Array.of(inner(u, f.y.data).value);
  const { derivatives, uncertainties, kinks } = differences(g, 0, start, precision, [rounding]);
  const { value: analytic, size } = inner(gradient, d);
  const [numerical, uncertainty, kink] = [derivatives[0]!, uncertainties[0]!, kinks[0]];
  const error = Math.abs(analytic - numerical);
  const allowed =
    tolerance * size +
    (rounding / precision.firstStep) * 2 ** precision.halvings +
    Math.min(honesty * uncertainty, trusted * size);
  const excess = error === 0 ? 0 : error / allowed;
  const answer = (verdict: Verdict, words: string): Slope => ({
    tensor,
    verdict,
    excess,
    reason: `Along ${tensor} the derivative is ${analytic.toPrecision(8)} by reverse mode, ${words}`,
  });
  if (kink !== undefined) {
    const [low, high] = [Math.min(kink.left, kink.right), Math.max(kink.left, kink.right)];
    const slack = allowed + trusted * size;
    const inside = analytic >= low - slack && analytic <= high + slack;
    const sides = `and there is a kink at this point: the slope is ${kink.left.toPrecision(8)} on one side and ${kink.right.toPrecision(8)} on the other.`;
    return answer(inside ? (allowKinks ? "right" : "undecided") : "wrong", sides);
  }
  const measured = `${numerical.toPrecision(8)} by differences ${numericalInWords(uncertainty)}.`;
  if (excess <= 1) return answer("right", measured);
  if (Number.isFinite(error) && error <= honesty * uncertainty) {
    return answer("undecided", `${measured} That is too uncertain to decide.`);
  }
  const factor = tensor === "all together" ? undefined : factorInWords(analytic / numerical, tensor);
  return answer("wrong", factor === undefined ? measured : `${measured} ${factor}`);
}
