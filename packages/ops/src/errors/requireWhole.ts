import { OpsError } from "./opsError.js";

/** Checks that an option is a whole number, at least `least`. */
export function requireWhole(operation: string, option: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new OpsError("ops/option", { operation, option, value, expected: `a whole number ≥ ${least}` });
  }
}
