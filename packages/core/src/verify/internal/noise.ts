import type { Key } from "../../random/key.js";
import { direction } from "./directions.js";
import type { Linearisation } from "./linearisation.js";
import type { Precision } from "./precision.js";

/** Stands for no other stream of directions. */
const stream = 0x6e6f6973;
const order = 4;
/** (k!)² / (2k)! for k = 4: what turns the mean square of fourth differences into the variance of the values. */
const share = 1 / 70;

/** Steps that are tried after the first where that is too small to move the value: each is so many times larger. */
const widening = [1, 2 ** 8, 2 ** 16];

/**
 * The rounding error of each element of the outputs: how far the values of its tensor stand off a smooth curve. Fourth
 * differences over steps so small that nothing but rounding is left in them, yet large enough to be seen at all: where
 * cancellation leaves a staircase, they have to reach over its stairs. At least a rounding of the largest value.
 *
 * @see Moré & Wild, "Estimating computational noise" (2011).
 */
export function noise(f: Linearisation, key: Key, precision: Precision): Float64Array {
  const { x, y } = f;
  const d = direction(key, stream, x.data.length);
  const tables = widening.map((factor) => lazyTable(f, d, precision, factor));
  const result = new Float64Array(y.data.length);
  y.starts.slice(0, -1).forEach((start, i) => {
    const end = y.starts[i + 1]!;
    let largest = 0;
    for (let at = start; at < end; at++) {
      const rounding = precision.unitRoundoff * Math.abs(y.data[at]!);
      const moving = tables.find((table) => moves(table(), at));
      largest = Math.max(largest, rounding, moving === undefined ? 0 : deviation(moving(), at));
    }
    result.fill(largest, start, end);
  });
  return result;
}

type Table = readonly Float64Array[];

/** The values at equal steps along a direction, computed when they are first needed. */
function lazyTable(
  { x, value }: Linearisation,
  d: Float64Array,
  { noiseStep, round }: Precision,
  factor: number,
): () => Table {
  let table: Table | undefined;
  const at = (k: number) =>
    value(x.data.map((x, i) => round(x + (k - order) * factor * noiseStep * d[i]! * Math.max(1, Math.abs(x)))));
  return () => {
    table ??= Array.from({ length: 2 * order + 1 }, (_, k) => at(k));
    return table;
  };
}

/** Do most steps change this element? */
const moves = (table: Table, at: number): boolean =>
  table.slice(1).filter((row, i) => row[at] !== table[i]![at]).length > order;

function deviation(table: Table, at: number): number {
  let column = table.map((row) => row[at]!);
  for (let k = 0; k < order; k++) column = column.slice(1).map((v, i) => v - column[i]!);
  const measured = Math.sqrt((share * column.reduce((sum, v) => sum + v * v, 0)) / column.length);
  return Number.isFinite(measured) ? measured : 0;
}
