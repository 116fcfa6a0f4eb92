import type { Columns, Dataset } from "../../dataset.js";
import { columnOf } from "../../internal/columnOf.js";
import { labelsOf } from "../../internal/labelsOf.js";

/**
 * The examples of each class, those of the first class first, each class in the given order.
 *
 * @param order all examples.
 * @param column the name of the column of labels.
 * @throws DataError `data/no-column` or `data/label`.
 */
export function strata(dataset: Dataset<Columns>, order: Uint32Array, column: string): readonly Uint32Array[] {
  const labels = labelsOf(columnOf(dataset, column));
  const classes = new Map<number, number[]>();
  for (const example of order) {
    const label = labels[example]!;
    const members = classes.get(label);
    if (members === undefined) classes.set(label, [example]);
    else members.push(example);
  }
  return [...classes].toSorted(([a], [b]) => a - b).map(([, members]) => Uint32Array.from(members));
}
