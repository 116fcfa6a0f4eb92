import { is, type Tensor, variablePrimitive } from "@adjoint/core";
import { OptimError } from "./optimError.js";

/** Checks that there is something to train, and that it can be updated. */
export function requireParameters(what: string, loss: Tensor, parameters: readonly Tensor[]): void {
  if (parameters.length === 0) throw new OptimError("optim/no-parameters", { what, loss });
  for (const tensor of parameters) {
    if (!is(tensor, variablePrimitive)) throw new OptimError("optim/not-a-parameter", { what, tensor });
  }
}
