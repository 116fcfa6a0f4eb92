import { foldIn } from "../../../random/key.js";
import type { Check } from "../../verification.js";
import { checked } from "../conclude.js";
import { direction } from "../directions.js";
import type { Subject } from "../subject.js";

/**
 * Names the tensors whose derivatives are all zero. That is suspicious, and no pass: a tensor that was left out of the
 * computation agrees with every differentiation of it.
 */
export function influence({ f, tensors, key, precision, allowZero }: Subject): Check {
  const { x, y } = f;
  if (tensors.length === 0) {
    return checked("influence", "undecided", {
      reason: "There is nothing to differentiate by: no float input and no parameter.",
    });
  }
  const u = direction(foldIn(key, 0x696e66), 0, y.data.length);
  const v = direction(foldIn(key, 0x696e66), 1, x.data.length);
  const pulled = f.pullback(u);
  const idle = tensors.filter((tensor, i) => {
    if (allowZero.includes(tensor)) return false;
    const own = (at: number) => at >= x.starts[i]! && at < x.starts[i + 1]!;
    if (pulled.some((slope, at) => own(at) && slope !== 0)) return false;
    if (f.pushforward(v.map((d, at) => (own(at) ? d : 0))).some((slope) => slope !== 0)) return false;
    const moved = f.value(x.data.map((at, k) => (own(k) ? precision.round(at + precision.firstStep * v[k]!) : at)));
    return moved.every((value, at) => Object.is(value, y.data[at]!));
  });
  if (idle.length === 0)
    return checked("influence", "right", { reason: "Every tensor that should moves the outputs." });
  const empty = x.data.length === 0 || y.data.length === 0;
  const reason = empty
    ? "The Jacobian has no entries, so nothing was compared; set allowZero if that is meant."
    : `Nothing depends on ${idle.join(", ")} at this point: all derivatives are zero. Set allowZero if that is meant.`;
  return checked("influence", "undecided", {
    worst: idle.length,
    allowed: 0,
    where: idle[0],
    reason,
  });
}
