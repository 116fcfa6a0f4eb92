import { OpsError } from "./opsError.js";

/** Checks that an option is a number from `least` up to, but not including, `end`. */
export function requireWithin(
  operation: string,
  option: string,
  value: number | string,
  least: number,
  end: number,
): asserts value is number {
  if (!(typeof value === "number" && value >= least && value < end)) {
    const expected = end === Infinity ? `a number ≥ ${least}` : `in [${least}, ${end})`;
    throw new OpsError("ops/option", { operation, option, value, expected });
  }
}
