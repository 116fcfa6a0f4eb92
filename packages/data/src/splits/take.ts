import type { Columns, Dataset } from "../dataset.js";
import { optionError } from "../errors/optionError.js";
import { gatherRows } from "../internal/gatherRows.js";
import { isWhole } from "../internal/isWhole.js";
import { mapColumns } from "../internal/mapColumns.js";

/**
 * The examples at `indices`, in that order. Scaling and classes are kept.
 *
 * @param indices from 0 to size − 1; an index may occur more than once.
 * @returns a data set in memory of its own.
 * @throws DataError `data/option` for an index outside of the data set.
 * @example
 * const firstTen = take(train, Array.from({ length: 10 }, (_, i) => i));
 */
export function take<C extends Columns>(
  { columns, size, ...rest }: Dataset<C>,
  indices: ArrayLike<number>,
): Dataset<C> {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (!isWhole(index, 0, size - 1)) {
      throw optionError(`take, indices[${i}]`, `an integer from 0 to ${size - 1}`, index);
    }
  }
  return {
    ...rest,
    size: indices.length,
    columns: mapColumns(columns, (column) => ({ ...column, ...gatherRows(column, indices) })) as Columns as C,
  };
}
