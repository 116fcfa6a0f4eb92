import { availableParallelism } from "node:os";
import { InvalidArgumentError } from "commander";

/** Reads the argument of an option as a whole number. */
export const whole =
  (from: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= from) return value;
    throw new InvalidArgumentError(`Expected a whole number ≥ ${from}.`);
  };

/** Reads the argument of an option as a number above zero. */
export function positive(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value > 0 && value < Infinity) return value;
  throw new InvalidArgumentError("Expected a number > 0.");
}

export const dataDirFlag = "--data-dir <folder>";
export const dataDirText = "folder that holds the data set (default: where packages install it)";

export const threadsFlag = "--threads <n>";
export const threadsText =
  "threads that compute; the numbers are the same for any number (default: one per core, up to 8)";

/** Reads a number of threads that a session takes. */
export function threadCount(text: string): number {
  const value = whole(1)(text);
  if (value <= 64) return value;
  throw new InvalidArgumentError("Expected at most 64.");
}

/** A thread per core, as far as the networks of specs have work for. */
export const defaultThreads = (): number => Math.min(8, availableParallelism());
