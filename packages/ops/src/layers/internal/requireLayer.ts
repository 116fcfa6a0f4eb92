import { OpsError } from "../../errors/opsError.js";
import type { AnyLayer } from "../layer.js";

/** Checks what the types cannot: a name that a table does not have gives nothing. */
export function requireLayer(operation: string, place: string, found: AnyLayer): void {
  if (typeof found !== "function" || typeof found.kind !== "string") {
    throw new OpsError("ops/layer", { operation, place, found });
  }
}
