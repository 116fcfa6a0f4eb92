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

/** Reads a share of something, from 0 to below 1. */
export function fraction(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a number in [0, 1).");
}

/** Reads `name=value`, and adds it to those before. Values are numbers, true, false, or texts. */
export function setting(text: string, before: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Expected name=value.");
  const words: Readonly<Record<string, unknown>> = { true: true, false: false };
  return { ...before, [name]: words[value] ?? (Number.isNaN(Number(value)) ? value : Number(value)) };
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
