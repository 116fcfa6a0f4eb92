import { div, equal, mul, select, sum, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { mean } from "../math/mean.js";

/**
 * How the scores of classes become one: each class counts the same (`macro`), each row does (`micro`), each class as often as
 * it occurs (`weighted`), or they stay apart (`none`).
 */
export type Average = "macro" | "micro" | "weighted" | "none";

/** The shape of a score: a number, or with `none` one for each class. */
export type Averaged<A extends Average> = A extends "none" ? Tensor<readonly [number]> : Tensor<readonly []>;

/** A share of nothing is 0, as in scikit-learn. */
export const share = (part: Tensor, whole: Tensor): Tensor => div(part, select(equal(whole, 0), 1, whole) as Tensor);

const averages: Readonly<Record<Average, (part: Tensor, whole: Tensor, actual: Tensor) => Tensor>> = {
  macro: (part, whole) => mean(share(part, whole)),
  micro: (part, whole) => share(sum(part), sum(whole)),
  weighted: (part, whole, actual) => share(sum(mul(share(part, whole), actual) as Tensor), sum(actual)),
  none: share,
};

/** Averages shares over classes. */
export function averaged(
  operation: string,
  average: Average,
  { part, whole, actual }: { readonly part: Tensor; readonly whole: Tensor; readonly actual: Tensor },
): Tensor {
  if (!Object.hasOwn(averages, average)) {
    const expected = `one of ${Object.keys(averages).join(", ")}`;
    throw new OpsError("ops/option", { operation, option: "average", value: average, expected });
  }
  return averages[average](part, whole, actual);
}
