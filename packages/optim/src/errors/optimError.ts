import { CodedError, type DetailsOf } from "@adjoint/core";
import { messages } from "./messages.js";

export type OptimErrorCode = keyof typeof messages;

/** Every error that optimizers, schedules and `trainStep` throw on their own; what they compose throws `AdjointError`. */
export class OptimError<Code extends OptimErrorCode = OptimErrorCode> extends CodedError<typeof messages, Code> {
  override readonly name = "OptimError";

  constructor(code: Code, details: DetailsOf<typeof messages, Code>) {
    super(messages, code, details);
  }
}
