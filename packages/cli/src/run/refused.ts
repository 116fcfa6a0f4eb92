import { CodedError } from "@adjoint/core";
import { SpecError } from "../errors/specError.js";
import type { Path } from "../spec/path.js";

/** Makes a part of a spec; what the packages refuse about it becomes a problem at its place. */
export function refused<Made>(path: Path, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new SpecError([{ code: "spec/refused", path, details: { reason: error.message } }]);
  }
}
