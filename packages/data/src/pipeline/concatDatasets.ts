import { type Column, type Columns, type Dataset, dataset } from "../dataset.js";
import { elements } from "../internal/elements.js";
import { mapColumns } from "../internal/mapColumns.js";
import { checkSameColumns } from "./internal/checkSameColumns.js";

/**
 * The examples of several data sets, one after the other.
 *
 * @param others have the same columns as `first`: names, element types, shapes of an example, scaling; and the same classes.
 * @returns a data set in memory of its own.
 * @throws DataError `data/columns-differ`.
 * @example
 * const all = concatDatasets(train, validation);
 */
export function concatDatasets<C extends Columns>(first: Dataset<C>, ...others: readonly Dataset<C>[]): Dataset<C> {
  const parts = [first, ...others];
  for (const part of others) checkSameColumns(first, part, "the first data set");
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const columns = mapColumns(first.columns, ({ dtype, shape, data, ...rest }, name) => {
    const length = parts.reduce((sum, { columns }) => sum + columns[name]!.data.length, 0);
    const joined = elements[dtype].over(new ArrayBuffer(length * elements[dtype].width));
    let filled = 0;
    for (const { columns } of parts) {
      joined.set(columns[name]!.data, filled);
      filled += columns[name]!.data.length;
    }
    return { ...rest, dtype, shape: [size, ...shape.slice(1)], data: joined } as Column;
  });
  const { classes } = first;
  return dataset<Columns>(columns, classes === undefined ? {} : { classes }) as Dataset<Columns> as Dataset<C>;
}
