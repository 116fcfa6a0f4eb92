import { add, div, maximum, mul, sqrt, sub, sum, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { AboveZero } from "./internal/aboveZero.js";
import { square } from "./internal/square.js";
import { stateless } from "./internal/stateless.js";
import { masked } from "./masked.js";
import type { Names } from "./names.js";
import type { Transform } from "./transform.js";

export interface MaxNormOptions {
  /** Which parameters. Default: all */
  readonly names?: Names;
  /** What one norm is taken over. Default: all axes but the last, so that each unit of a layer has a norm of its own. */
  readonly axes?: readonly number[];
}

/**
 * Projects parameters after their update onto ‖θ‖ ≤ limit, for the weights into each unit of a layer:
 * θ ← θ · limit / max(‖θ‖, limit). The last transform of a chain, or followed by other constraints only. A vector, such as a bias,
 * is a row of units of one number each.
 *
 * @param limit > 0
 * @param options which parameters, and over which axes
 * @throws OptimError `optim/out-of-range`, and when it is used `optim/no-match`; AdjointError `axis/out-of-range`
 * @see Srivastava et al., "Dropout" (2014), section 5.1. Keras' `MaxNorm`, whose default axis 0 is the same for matrices.
 * @example
 * const optimizer = chain(sgd(), maxNorm(3, { names: "*weights" }));
 */
export function maxNorm<const Limit extends number>(
  limit: AboveZero<Limit, "maxNorm: limit">,
  { names, axes }: MaxNormOptions = {},
): Transform {
  const most = requireWithin("maxNorm", "limit", limit, { low: 0, open: "low" });
  const project = stateless("maxNorm", (update, parameter): Tensor => {
    const over = axes ?? parameter.shape.slice(0, -1).map((_, axis) => axis);
    const next: Tensor = add(parameter, update);
    const length: Tensor = sqrt(sum(square(next), { axes: over, keepDims: true }) as Tensor);
    const projected: Tensor = mul(next, div(most, maximum(length, most) as Tensor) as Tensor);
    return sub(projected, parameter);
  });
  return names === undefined ? project : masked(project, names);
}
