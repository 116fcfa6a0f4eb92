import { foldIn } from "../../../random/key.js";
import type { Check } from "../../verification.js";
import { checked } from "../conclude.js";
import { direction, inner } from "../directions.js";
import type { Subject } from "../subject.js";
import { jacobian } from "./jacobian.js";

const rounds = 2;

/** A Hessian is symmetric: ⟨a, H b⟩ = ⟨b, H a⟩ for random a and b, each product forward over reverse. */
function symmetry({ f, key, precision }: Subject): Check {
  let worst = 0;
  let reason: string | undefined;
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [0, 1].map((k) => direction(foldIn(key, 0x73796d + round), k, f.x.data.length)) as [
      Float64Array,
      Float64Array,
    ];
    const [left, right] = [inner(a, f.pushforward(b)), inner(b, f.pushforward(a))];
    const size = left.size + right.size;
    const error = size === 0 ? 0 : Math.abs(left.value - right.value) / size;
    worst = Math.max(worst, error);
    if (!(error <= precision.directions)) {
      reason = `⟨a, H b⟩ = ${left.value} differs from ⟨b, H a⟩ = ${right.value}: the Hessian is not symmetric.`;
    }
  }
  return checked("symmetry", reason === undefined ? "right" : "wrong", {
    worst,
    allowed: precision.directions,
    reason: reason ?? "⟨a, H b⟩ = ⟨b, H a⟩: the Hessian is symmetric.",
  });
}

/**
 * The second derivatives of ⟨u, f⟩, given its gradient: reverse over reverse, forward over reverse and differences of the gradient
 * give the same matrix, and it is symmetric.
 */
export const hessian = (gradient: Subject): readonly Check[] => [jacobian(gradient, "hessian"), symmetry(gradient)];
