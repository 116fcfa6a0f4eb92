import { DataError } from "./dataError.js";

/** A {@link DataError} about an argument: `option` names the function and its option, `found` is the value given. */
export const optionError = (option: string, expected: string, found: unknown): DataError =>
  new DataError({ code: "data/option", expected: `${option}: ${expected}`, found: String(found) });
