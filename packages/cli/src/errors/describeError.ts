import { AdjointError } from "@adjoint/core";
import { DataError } from "@adjoint/data";
import { OpsError } from "@adjoint/ops";
import { OptimError } from "@adjoint/optim";
import { CliError } from "./cliError.js";
import { SpecError } from "./specError.js";

/** Whose matter an error is: the user's input, a run that failed, or a program that is wrong. */
export type Blame = "input" | "run" | "program";

/** Errors of the file system carry the call that failed; their messages speak for themselves. */
const isSystemError = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** What engines throw when an array is larger than they can make it. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof RangeError && /allocation failed|array( buffer)? length|could not allocate/i.test(error.message);

const inputErrors = [SpecError, CliError, DataError, OpsError, OptimError];

export function blameOf(error: unknown): Blame {
  if (inputErrors.some((kind) => error instanceof kind) || isSystemError(error)) return "input";
  return error instanceof AdjointError || isOutOfMemory(error) ? "run" : "program";
}

const indented = (text: string): string => text.replaceAll(/^/gm, "  ");

/** An error as the user reads it, without its stack. */
export function describeError(error: unknown): string {
  if (error instanceof SpecError && error.problems.length > 1) {
    return `error: ${error.problems.length} problems\n${indented(error.message)}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (isOutOfMemory(error)) return `error: this takes more memory than there is: ${message}`;
  if (blameOf(error) !== "program") return `error: ${message}`;
  return `error: this should not have happened: ${message}\nRun the command again with --debug to see where.`;
}
