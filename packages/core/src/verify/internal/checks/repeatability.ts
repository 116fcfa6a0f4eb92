import { foldIn } from "../../../random/key.js";
import type { Check } from "../../verification.js";
import { checked } from "../conclude.js";
import { direction } from "../directions.js";
import { describePlace } from "../places.js";
import type { Subject } from "../subject.js";

/** Value and derivatives have the same bits when they are computed again, after the point was moved and put back. */
export function repeatability({ f, outputs, tensors, key, precision }: Subject): Check {
  const { x, y } = f;
  const [u, v] = [
    direction(foldIn(key, 0x726570), 0, y.data.length),
    direction(foldIn(key, 0x726570), 1, x.data.length),
  ];
  const all = (): readonly Float64Array[] => [f.value(x.data), f.pullback(u), f.pushforward(v)];
  const before = all();
  f.value(x.data.map((at, i) => precision.round(at + v[i]!)));
  const after = all();
  const results = ["The value", "The cotangent", "The tangent"];
  for (const [i, numbers] of before.entries()) {
    const at = numbers.findIndex((number, k) => !Object.is(number, after[i]![k]!));
    if (at < 0) continue;
    const where = i === 1 ? describePlace(tensors, x, at) : describePlace(outputs, y, at);
    const [one, other] = [numbers[at]!, after[i]![at]!];
    return checked("repeatability", "wrong", {
      where,
      worst: Math.abs(one - other),
      allowed: 0,
      reason: `${results[i]} of ${where} was ${one}, and ${other} when it was computed again: something random or stale is in the graph.`,
    });
  }
  return checked("repeatability", "right", { worst: 0, allowed: 0, reason: "Computed again, all bits are the same." });
}
