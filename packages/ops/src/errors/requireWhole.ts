import { OpsError } from "./opsError.js";

/** Checks that an option is a whole number, at least `least`. */
export function requireWhole(
  operation: string,
  option: string,
  value: number | string,
  least: number,
): asserts value is number {
  if (!Number.isSafeInteger(value) || Number(value) < least) {
    throw new OpsError("ops/option", { operation, option, value, expected: `a whole number ≥ ${least}` });
  }
}
