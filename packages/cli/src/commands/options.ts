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
