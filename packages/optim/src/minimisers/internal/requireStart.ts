import type { Tensor } from "@adjoint/core";
import { OptimError } from "../../errors/optimError.js";

/** Checks that a search begins where its numbers are finite. */
export function requireStart(what: string, part: string, tensor: Tensor, value: number): void {
  if (!Number.isFinite(value)) throw new OptimError("optim/start", { what, part, tensor, value });
}
