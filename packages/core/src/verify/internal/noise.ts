import type { Key } from "../../random/key.js";
import { direction } from "./directions.js";
import type { Linearisation } from "./linearisation.js";
import type { Precision } from "./precision.js";

/** Stands for no other stream of directions. */
const stream = 0x6e6f6973;
const order = 4;
/** (k!)² / (2k)! for k = 4: what turns the mean square of fourth differences into the variance of the values. */
const share = 1 / 70;

/**
 * The rounding error of each element of the outputs: how far the values of its tensor stand off a smooth curve. Fourth
 * differences over steps so small that nothing but rounding is left in them. At least a rounding of the largest value.
 *
 * @see Moré & Wild, "Estimating computational noise" (2011).
 */
export function noise(
  { x, y, value }: Linearisation,
  key: Key,
  { noiseStep, round, unitRoundoff }: Precision,
): Float64Array {
  const d = direction(key, stream, x.data.length);
  const table = Array.from({ length: 2 * order + 1 }, (_, k) =>
    value(x.data.map((at, i) => round(at + (k - order) * noiseStep * d[i]! * Math.max(1, Math.abs(at))))),
  );
  let rows: readonly Float64Array[] = table;
  for (let k = 0; k < order; k++) rows = rows.slice(1).map((row, i) => row.map((v, j) => v - rows[i]![j]!));
  const result = new Float64Array(y.data.length);
  y.starts.slice(0, -1).forEach((start, i) => {
    const end = y.starts[i + 1]!;
    let largest = 0;
    for (let at = start; at < end; at++) {
      const square = rows.reduce((sum, row) => sum + row[at]! ** 2, 0) / rows.length;
      const measured = Math.sqrt(share * square);
      largest = Math.max(largest, unitRoundoff * Math.abs(y.data[at]!), Number.isFinite(measured) ? measured : 0);
    }
    result.fill(largest, start, end);
  });
  return result;
}
