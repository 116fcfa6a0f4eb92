import { CodedError, type DetailsOf } from "@adjoint/core";
import { messages } from "./messages.js";

export type OpsErrorCode = keyof typeof messages;

/** Every error that layers, losses and initialisers throw on their own; what they compose throws `AdjointError`. */
export class OpsError<Code extends OpsErrorCode = OpsErrorCode> extends CodedError<typeof messages, Code> {
  override readonly name = "OpsError";

  constructor(code: Code, details: DetailsOf<typeof messages, Code>) {
    super(messages, code, details);
  }
}
