import { maximum, minimum, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { AboveZero } from "./internal/aboveZero.js";
import { stateless } from "./internal/stateless.js";
import type { Transform } from "./transform.js";

/**
 * Limits each element of the gradient: g ← min(max(g, −limit), limit). NaN stays NaN.
 *
 * @param limit > 0
 * @throws OptimError `optim/out-of-range`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 10.11.1. Keras' `clipvalue`, PyTorch's
 * `clip_grad_value_`, optax' `clip`.
 * @example
 * const optimizer = chain(clipByValue(0.5), sgd({ learningRate: 0.1 }));
 */
export function clipByValue<const Limit extends number>(
  limit: AboveZero<Limit, "clipByValue: limit">,
): Transform<readonly []> {
  const most = requireWithin("clipByValue", "limit", limit, { low: 0, open: "low" });
  return stateless("clipByValue", (gradient): Tensor => minimum(maximum(gradient, -most), most));
}
