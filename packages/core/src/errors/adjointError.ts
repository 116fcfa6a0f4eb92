import { type ErrorCode, type ErrorDetails, messages } from "./messages.js";

/**
 * Every error that Adjoint's core throws: a `code` to switch on, the offending values as `details`, and a message that says
 * what was expected and what to do about it. All codes and messages are in `messages.ts` and docs/errors.md.
 *
 * @example
 * try {
 *   matmul(a, b);
 * } catch (error) {
 *   if (error instanceof AdjointError && error.code === "dot/inner-dimensions") { … }
 * }
 */
export class AdjointError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "AdjointError";
  readonly code: Code;
  readonly details: ErrorDetails<Code>;

  constructor(code: Code, details: ErrorDetails<Code>) {
    super((messages[code] as (details: ErrorDetails<Code>) => string)(details));
    this.code = code;
    this.details = details;
  }
}
