import { differences } from "./differences.js";
import { unit } from "./flat.js";
import type { Linearisation } from "./linearisation.js";

/** One entry of the Jacobian in the ways it was computed. */
export interface Versions {
  readonly reverse: number;
  readonly forward: number;
  readonly differences: number;
  /** How far the differences may be off by their own estimate. */
  readonly uncertainty: number;
  /** Do the differences straddle a kink? */
  readonly kink: boolean;
}

/** The whole Jacobian of a linearised function in its three versions, to be read entry by entry. */
export function jacobians({
  x,
  y,
  value,
  pullback,
  pushforward,
}: Linearisation): (row: number, column: number) => Versions {
  const [rows, columns] = [y.data.length, x.data.length];
  const reverse = Array.from({ length: rows }, (_, row) => pullback(unit(rows, row)));
  const forward = Array.from({ length: columns }, (_, column) => pushforward(unit(columns, column)));
  const measured = Array.from({ length: columns }, (_, column) =>
    differences((element) => value(x.data.with(column, element)), x.data[column]!, y.data),
  );
  return (row, column) => ({
    reverse: reverse[row]![column]!,
    forward: forward[column]![row]!,
    differences: measured[column]!.derivatives[row]!,
    uncertainty: measured[column]!.uncertainties[row]!,
    kink: measured[column]!.kinks[row]!,
  });
}
