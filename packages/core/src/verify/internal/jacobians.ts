import { type Differences, differences, type Kink } from "./differences.js";
import { unit } from "./flat.js";
import type { Subject } from "./subject.js";

/** One entry of the Jacobian in the ways it was computed. */
export interface Versions {
  readonly reverse: number;
  readonly forward: number;
  /** The numerical one. */
  readonly differences: number;
  /** How far the differences may be off by their own estimate. */
  readonly uncertainty: number;
  /** The slopes on both sides, where there is a kink at the point. */
  readonly kink: Kink | undefined;
}

/** These rows and columns of the Jacobian in three versions, to be read entry by entry. */
export function jacobians(
  { f: { x, y, value, pullback, pushforward }, precision, noise }: Subject,
  rows: readonly number[],
  columns: readonly number[],
): (row: number, column: number) => Versions {
  const along = (column: number): Differences =>
    differences((element) => value(x.data.with(column, element)), x.data[column]!, y.data, precision, noise);
  const reverse = new Map(rows.map((row) => [row, pullback(unit(y.data.length, row))]));
  const forward = new Map(columns.map((column) => [column, pushforward(unit(x.data.length, column))]));
  const measured = new Map(columns.map((column) => [column, along(column)]));
  return (row, column) => {
    const { derivatives, uncertainties, kinks } = measured.get(column)!;
    return {
      reverse: reverse.get(row)![column]!,
      forward: forward.get(column)![row]!,
      differences: derivatives[row]!,
      uncertainty: uncertainties[row]!,
      kink: kinks[row],
    };
  };
}
