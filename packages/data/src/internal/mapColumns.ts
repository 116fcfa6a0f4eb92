import type { Column, Columns } from "../dataset.js";

/** The columns under the same names, each replaced by what `change` makes of it. */
export function mapColumns<C extends Columns, Result>(
  columns: C,
  change: (column: Column, name: keyof C & string) => Result,
): { [Name in keyof C]: Result } {
  const changed = Object.entries(columns).map(([name, column]) => [name, change(column, name)]);
  return Object.fromEntries(changed) as { [Name in keyof C]: Result };
}
