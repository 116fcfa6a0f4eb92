import type { Tensor } from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";

/** The size of the last dimension of a tensor [...batch, features]. */
export function requireFeatures(layer: string, x: Tensor): number {
  const features = x.shape.at(-1);
  if (x.shape.length < 2 || typeof features !== "number") {
    const expected = "[…batch, features] with a size for the features";
    throw new OpsError("ops/features", { layer, found: x, expected });
  }
  return features;
}
