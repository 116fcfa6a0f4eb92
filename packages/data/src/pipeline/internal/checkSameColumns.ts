import type { Columns, Dataset } from "../../dataset.js";
import { DataError } from "../../errors/dataError.js";

/**
 * Refuses a data set that cannot be joined to another.
 *
 * @param name what the first one is called in a message.
 * @throws DataError `data/columns-differ`.
 */
export function checkSameColumns(first: Dataset<Columns>, other: Dataset<Columns>, name: string): void {
  const [expected, found] = [signature(first), signature(other)];
  if (expected === found) return;
  throw new DataError({ code: "data/columns-differ", expected: `${expected}, as in ${name}`, found });
}

const signature = ({ columns, classes }: Dataset<Columns>): string =>
  [
    ...Object.entries(columns)
      .map(([name, { dtype, shape, scaling }]) => {
        const scaled = scaling === undefined ? "" : ` × ${scaling.factor} + ${scaling.offset}`;
        return `"${name}" ${dtype} [${["n", ...shape.slice(1)].join(", ")}]${scaled}`;
      })
      .toSorted(),
    ...(classes === undefined ? [] : [`classes ${classes.join(", ")}`]),
  ].join("; ");
