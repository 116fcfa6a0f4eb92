import type { Column } from "../dataset.js";

/** The columns under the same names, each replaced by what `change` makes of it. */
export function mapColumns<Names extends string, Result>(
  columns: Readonly<Record<Names, Column>>,
  change: (column: Column) => Result,
): Record<Names, Result> {
  const changed = Object.entries<Column>(columns).map(([name, column]) => [name, change(column)]);
  return Object.fromEntries(changed) as Record<Names, Result>;
}
