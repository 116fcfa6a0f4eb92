import { add, mul, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface TraceOptions {
  /** The share of the trace that survives each step, α in [0, 1). Default: 0.9. */
  readonly decay?: number;
  /** Look one step ahead, as Nesterov's method does. Default: false. */
  readonly nesterov?: boolean;
}

/**
 * A decaying sum of what passes through: v ← αv + g, u = v; with `nesterov`, u = αv + g from the new v.
 *
 * @throws OptimError `optim/out-of-range`
 * @example
 * const momentum = chain(scaleByLearningRate(0.01), trace({ decay: 0.9 }));
 */
export function trace({ decay = 0.9, nesterov = false }: TraceOptions = {}): Transform<readonly Tensor[]> {
  requireWithin("trace", "decay", decay, { low: 0, high: 1, open: "high" });
  return transform<readonly Tensor[]>({
    name: "trace",
    init: (parameters, scope) => slots(parameters, scope),
    update: ({ gradients, state }) => {
      const accumulate = (trace: Tensor, i: number): Tensor => add(mul(trace, decay), gradients[i] as Tensor);
      const next = state.map(accumulate);
      return { updates: nesterov ? next.map(accumulate) : next, state: next };
    },
  });
}
