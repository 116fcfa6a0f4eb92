import { add, equal, select, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { moving } from "./internal/moving.js";
import { slots } from "./slots.js";
import { type Transform, transform } from "./transform.js";

export interface AverageWeightsOptions {
  /** The share of the average that survives each step, in [0, 1). Default: 0.999. */
  readonly decay?: number;
}

/**
 * Keeps an exponential moving average of the parameters beside them: a ← βa + (1−β)θ, beginning with θ after the first step.
 * The last transform of a chain; it changes no update. `swapAverages` puts the averages in place of the parameters.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Polyak & Juditsky, "Acceleration of Stochastic Approximation by Averaging" (1992); Keras' `use_ema`, PyTorch's
 * `AveragedModel` with `get_ema_multi_avg_fn`, which begin the same way.
 * @example
 * const step = session.compile(trainStep(loss, chain(adam(), averageWeights({ decay: 0.99 }))));
 */
export function averageWeights({ decay = 0.999 }: AverageWeightsOptions = {}): Transform<readonly Tensor[]> {
  requireWithin("averageWeights", "decay", decay, { low: 0, high: 1, open: "high" });
  return transform<readonly Tensor[]>({
    name: "average",
    init: slots,
    update: ({ gradients, parameters, state, step }) => ({
      updates: gradients,
      state: state.map((average, i): Tensor => {
        const next: Tensor = add(parameters[i]!, gradients[i]!);
        return select(equal(step, 0), next, moving(average, next, decay));
      }),
    }),
  });
}
