import { OptimError } from "./optimError.js";

/** Checks that an option is one of a few words. */
export function requireChoice(what: string, option: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) {
    throw new OptimError("optim/unknown-choice", { what, option, value, choices });
  }
}
