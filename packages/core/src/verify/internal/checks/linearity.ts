import { foldIn } from "../../../random/key.js";
import type { Check } from "../../verification.js";
import { checked } from "../conclude.js";
import { direction } from "../directions.js";
import { describePlace } from "../places.js";
import { cancellationShare } from "../precision.js";
import type { Subject } from "../subject.js";

/** A rule that clips or rounds what it is given shows when directions of such different size are added. */
const factor = 1024;

const largest = (numbers: Float64Array): number => numbers.reduce((norm, x) => Math.max(norm, Math.abs(x)), 0);

/** Jᵀ0 = 0, and Jᵀ(u + 1024·v) = Jᵀu + 1024·Jᵀv; so too for J. */
export function linearity({ f, outputs, tensors, key, precision }: Subject): Check {
  let worst = 0;
  let where: string | undefined;
  let reason: string | undefined;
  // Where everything cancels, what is left is rounding, of outputs that may be large.
  const rounding = cancellationShare(precision) * largest(f.y.data);
  const examine = (
    apply: (direction: Float64Array) => Float64Array,
    length: number,
    placeOf: (position: number) => string,
    what: string,
  ) => {
    const moved = apply(new Float64Array(length)).findIndex((x) => x !== 0);
    if (moved >= 0) {
      [worst, where] = [Infinity, placeOf(moved)];
      reason ??= `A ${what} of zero does not give zero, but moves ${where}.`;
      return;
    }
    const [u, v] = [direction(foldIn(key, 0x6c696e), 0, length), direction(foldIn(key, 0x6c696e), 1, length)];
    const [one, other, sum] = [apply(u), apply(v), apply(u.map((x, i) => x + factor * v[i]!))];
    const scale = largest(one) + factor * (largest(other) + rounding);
    sum.forEach((x, i) => {
      const difference = Math.abs(x - (one[i]! + factor * other[i]!));
      const error = difference === 0 ? 0 : difference / scale;
      if (error <= worst) return;
      [worst, where] = [error, placeOf(i)];
      if (!(error <= precision.directions))
        reason ??= `The derivative is not linear in the ${what}, as ${where} shows.`;
    });
  };
  examine(f.pullback, f.y.data.length, (at) => describePlace(tensors, f.x, at), "cotangent");
  examine(f.pushforward, f.x.data.length, (at) => describePlace(outputs, f.y, at), "tangent");
  return checked("linearity", reason === undefined ? "right" : "wrong", {
    worst,
    allowed: precision.directions,
    where,
    reason: reason ?? "Zero gives zero, and both modes are linear in their direction.",
  });
}
