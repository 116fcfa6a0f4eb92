import { CodedError } from "@adjoint/core";
import { type MessageDetails, messages } from "./messages.js";
import type { SpecCode } from "./specError.js";

export type CliErrorCode = Exclude<keyof typeof messages, SpecCode>;

/** Everything that the command line refuses on its own, but for specs: those are a `SpecError`. */
export class CliError<Code extends CliErrorCode = CliErrorCode> extends CodedError<typeof messages, Code> {
  override readonly name = "CliError";

  constructor(code: Code, details: MessageDetails<Code>) {
    super(messages, code, details);
  }
}
