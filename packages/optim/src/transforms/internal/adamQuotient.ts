import { add, cast, div, mul, sqrt, type Tensor } from "@adjoint/core";
import { correction } from "./correction.js";

/**
 * m̂ / (√v̂ + ε) in the t-th step. Both corrections are numbers, so they are moved out of the elements:
 * m·(√c₂/c₁) / (√v + ε√c₂).
 */
export function adamQuotient(
  first: Tensor,
  second: Tensor,
  count: Tensor,
  { beta1, beta2, epsilon }: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
): Tensor {
  const steps = cast(count, first.dtype);
  const root: Tensor = sqrt(correction(beta2, steps));
  const mean: Tensor = mul(first, div(root, correction(beta1, steps)) as Tensor);
  return div(mean, add(sqrt(second), mul(root, epsilon) as Tensor) as Tensor);
}
