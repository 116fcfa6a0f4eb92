import type { Column, Columns, Dataset } from "../dataset.js";
import { DataError } from "../errors/dataError.js";

/**
 * The column of a name that was given by a caller.
 *
 * @throws DataError `data/no-column`.
 */
export function columnOf({ columns }: Dataset<Columns>, name: string): Column {
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column !== undefined) return column;
  const names = Object.keys(columns).map((known) => `"${known}"`);
  throw new DataError({ code: "data/no-column", expected: `one of ${names.join(", ")}`, found: `"${name}"` });
}
