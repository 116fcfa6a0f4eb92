import { add, mul, type Tensor } from "@adjoint/core";
import type { BuildContext } from "../layer.js";

/** Which learnt parameters follow a normalisation. */
export interface AffineOptions {
  /** Does it multiply each feature by a learnt factor, at first 1? Default: true. */
  readonly scale?: boolean;
  /** Does it add a learnt number to each feature, at first 0? Default: true. */
  readonly shift?: boolean;
}

/** γ·x + β with one γ and one β for each feature, as far as they are wanted. */
export function scaleAndShift(
  x: Tensor,
  features: number,
  { parameter }: BuildContext,
  { scale = true, shift = true }: AffineOptions,
): Tensor {
  const scaled: Tensor = scale ? mul(x, parameter("scale", [features], { initial: 1 })) : x;
  return shift ? add(scaled, parameter("shift", [features])) : scaled;
}
