import { maximum, mul, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { rootMeanSquare } from "./internal/rootMeanSquare.js";
import { stateless } from "./internal/stateless.js";
import type { Transform } from "./transform.js";

/**
 * Makes steps relative to the size of each parameter: u ← u · max(rms(θ), least).
 *
 * @param least the size that a smaller parameter is taken to have, > 0. Default: 1e-3
 * @throws OptimError `optim/out-of-range`
 * @see Shazeer & Stern, "Adafactor" (2018), section 8.
 * @example
 * const optimizer = chain(scaleByFactoredRms(), scaleByParameterRms(), scaleByLearningRate(0.01));
 */
export function scaleByParameterRms(least = 1e-3): Transform<readonly []> {
  requireWithin("scaleByParameterRms", "least", least, { low: 0, open: "low" });
  return stateless(
    "parameterRms",
    (gradient, parameter): Tensor => mul(gradient, maximum(rootMeanSquare(parameter), least) as Tensor),
  );
}
