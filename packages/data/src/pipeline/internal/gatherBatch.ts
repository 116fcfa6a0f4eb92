import type { Columns, Dataset } from "../../dataset.js";
import { gatherRows } from "../../internal/gatherRows.js";
import { mapColumns } from "../../internal/mapColumns.js";
import type { Batch } from "../batch.js";
import { gatherScaled } from "./gatherScaled.js";

/** The examples at `rows`, in that order, in memory of their own; columns with a scaling are scaled. */
export const gatherBatch = <C extends Columns>({ columns }: Dataset<C>, rows: ArrayLike<number>): Batch<C> =>
  mapColumns(columns, (column) =>
    column.scaling === undefined ? gatherRows(column, rows) : gatherScaled(column, column.scaling, rows),
  ) as Batch<Columns> as Batch<C>;
