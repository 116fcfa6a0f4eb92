import { div, maximum, mul, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { AboveZero } from "./internal/aboveZero.js";
import { norm } from "./internal/norm.js";
import { stateless } from "./internal/stateless.js";
import type { Transform } from "./transform.js";

/**
 * Limits the length of each parameter's gradient: g ← g · limit / max(‖g‖, limit).
 *
 * @param limit > 0
 * @throws OptimError `optim/out-of-range`
 * @see Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks" (2013), algorithm 1, applied to each
 * parameter. Keras' `clipnorm`.
 * @example
 * const optimizer = chain(clipByNorm(1), adam());
 */
export function clipByNorm<const Limit extends number>(
  limit: AboveZero<Limit, "clipByNorm: limit">,
): Transform<readonly []> {
  const most = requireWithin("clipByNorm", "limit", limit, { low: 0, open: "low" });
  return stateless("clipByNorm", (gradient): Tensor => {
    const longest: Tensor = maximum(norm(gradient), most);
    return mul(gradient, div(most, longest) as Tensor);
  });
}
