import { add, cast, constant, div, maximum, mul, sqrt, sum, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { AboveZero } from "./internal/aboveZero.js";
import { square } from "./internal/square.js";
import { type Transform, transform } from "./transform.js";

/**
 * Limits the length of all gradients together, and so keeps their direction: g ← g · limit / max(‖all g‖, limit).
 *
 * @param limit > 0
 * @throws OptimError `optim/out-of-range`
 * @see Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks" (2013), algorithm 1. Keras'
 * `global_clipnorm` and optax' `clip_by_global_norm`; PyTorch's `clip_grad_norm_` divides by ‖g‖ + 1e-6.
 * @example
 * const optimizer = chain(clipByGlobalNorm(1), adam());
 */
export function clipByGlobalNorm<const Limit extends number>(
  limit: AboveZero<Limit, "clipByGlobalNorm: limit">,
): Transform<readonly []> {
  const most = requireWithin("clipByGlobalNorm", "limit", limit, { low: 0, open: "low" });
  return transform<readonly []>({
    name: "clipByGlobalNorm",
    init: () => [],
    update: ({ gradients }) => {
      const dtype = gradients.some((gradient) => gradient.dtype === "f64") ? "f64" : "f32";
      const squares = gradients.map((gradient): Tensor => cast(sum(square(gradient)) as Tensor, dtype));
      const length: Tensor = sqrt(squares.reduce((total, each): Tensor => add(total, each), constant(0, { dtype })));
      const factor: Tensor = div(most, maximum(length, most) as Tensor);
      return { updates: gradients.map((gradient): Tensor => mul(gradient, cast(factor, gradient.dtype))), state: [] };
    },
  });
}
