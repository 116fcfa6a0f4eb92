import { CodedError } from "./codedError.js";
import { type ErrorCode, type ErrorDetails, messages } from "./messages.js";

/**
 * Every error that Adjoint's core throws: a `code` to switch on, the offending values as `details`, and a message that says
 * what was expected and what to do about it. All codes are listed in docs/errors.md.
 *
 * @example
 * try {
 *   matmul(a, b);
 * } catch (error) {
 *   if (error instanceof AdjointError && error.code === "dot/inner-dimensions") { … }
 * }
 */
export class AdjointError<Code extends ErrorCode = ErrorCode> extends CodedError<typeof messages, Code> {
  override readonly name = "AdjointError";

  constructor(code: Code, details: ErrorDetails<Code>) {
    super(messages, code, details);
  }
}
