import type { TensorValue } from "@adjoint/core";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "../internal/isWhole.js";
import { labelsOf } from "../internal/labelsOf.js";

/**
 * How many examples each class has.
 *
 * @param labels [n], whole numbers from 0.
 * @param options.classes how many classes there are. Default: up to the greatest label.
 * @returns entry k counts label k.
 * @throws DataError `data/label` for a label that is none or beyond the classes, `data/option`.
 * @example
 * classCounts(iris().columns.labels); // [50, 50, 50]
 */
export function classCounts(labels: TensorValue, { classes }: { readonly classes?: number } = {}): number[] {
  if (classes !== undefined && !isWhole(classes, 1, greatest)) {
    throw optionError("classCounts, classes", `a whole number from 1 to ${greatest}`, classes);
  }
  const each = labelsOf(labels, classes ?? greatest);
  const counts = new Array<number>(classes ?? 0).fill(0);
  for (let i = 0; i < each.length; i++) {
    while (counts.length <= each[i]!) counts.push(0);
    counts[each[i]!]! += 1;
  }
  return counts;
}

/** More classes than anyone has; without a limit, one wrong label would ask for billions of counts. */
const greatest = 2 ** 24;
