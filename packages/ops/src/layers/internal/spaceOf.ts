import type { Tensor } from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";

/** The axes of space of [batch, ...space, channels]. */
export function spaceOf(layer: string, x: Tensor): readonly number[] {
  if (x.shape.length < 3)
    throw new OpsError("ops/features", { layer, found: x, expected: "[batch, …space, channels]" });
  return x.shape.slice(1, -1).map((_, i) => i + 1);
}
