import type { Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { moving } from "./internal/moving.js";
import { slots } from "./slots.js";
import type { TraceOptions } from "./trace.js";
import { type Transform, transform } from "./transform.js";

/**
 * A moving average of what passes through: m ← μm + (1−μ)g, u = m; with `nesterov`, u = μm + (1−μ)g from the new m. Unlike the sum
 * that `trace` keeps, it stays as large as the gradient.
 *
 * @throws OptimError `optim/out-of-range`
 * @see optax calls it `ema`, without its correction.
 * @example
 * const optimizer = chain(movingAverage({ decay: 0.9 }), scaleByLearningRate(0.1));
 */
export function movingAverage({ decay = 0.9, nesterov = false }: TraceOptions = {}): Transform<readonly Tensor[]> {
  requireWithin("movingAverage", "decay", decay, { low: 0, high: 1, open: "high" });
  return transform<readonly Tensor[]>({
    name: "movingAverage",
    init: slots,
    update: ({ gradients, state }) => {
      const approach = (average: Tensor, i: number): Tensor => moving(average, gradients[i]!, decay);
      const next = state.map(approach);
      return { updates: nesterov ? next.map(approach) : next, state: next };
    },
  });
}
