import { OptimError } from "./optimError.js";

/** Checks that an option is a whole number, not below the least. */
export function requireCount(what: string, option: string, value: number, least = 1): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new OptimError("optim/out-of-range", { what, option, value, expected: `a whole number ≥ ${least}` });
  }
}
