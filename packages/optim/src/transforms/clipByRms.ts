import { div, maximum, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { AboveZero } from "./internal/aboveZero.js";
import { rootMeanSquare } from "./internal/rootMeanSquare.js";
import { stateless } from "./internal/stateless.js";
import type { Transform } from "./transform.js";

/**
 * Limits the root mean square of each parameter's gradient: g ← g / max(1, rms(g) / limit).
 *
 * @param limit > 0
 * @throws OptimError `optim/out-of-range`
 * @see Shazeer & Stern, "Adafactor" (2018), section 6. optax calls it `clip_by_block_rms`.
 * @example
 * const optimizer = chain(scaleByAdam(), clipByRms(1), scaleByLearningRate(1e-3));
 */
export function clipByRms<const Limit extends number>(
  limit: AboveZero<Limit, "clipByRms: limit">,
): Transform<readonly []> {
  const most = requireWithin("clipByRms", "limit", limit, { low: 0, open: "low" });
  return stateless(
    "clipByRms",
    (gradient): Tensor => div(gradient, maximum(div(rootMeanSquare(gradient), most) as Tensor, 1) as Tensor),
  );
}
