import { div, greater, mul, select, sqrt, sum, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import type { Constraint } from "./constraint.js";

export interface MaxNormOptions {
  /** The dimensions that a norm is taken over. Default: all but the last, so that each unit has one. */
  readonly axes?: readonly number[];
}

/**
 * Shortens the weights of each unit that are longer than a limit.
 *
 * @formula w · min(1, c/‖w‖)
 * @peers Keras `constraints.MaxNorm`, PyTorch `renorm`, optax —
 * @param limit c > 0
 * @param options.axes what a norm is taken over. Default: all dimensions but the last
 * @throws OpsError `ops/option`
 * @see Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, "Dropout" (2014), section 5.1.
 * @example
 * const step = session.compile(constrained(trainStep(loss, sgd()), { weights: maxNorm(3) }));
 */
export function maxNorm(limit: number, { axes }: MaxNormOptions = {}): Constraint {
  requireFinite("maxNorm", "limit", limit, { above: 0 });
  return (value) => {
    const all = Array.from({ length: Math.max(0, value.shape.length - 1) }, (_, axis) => axis);
    const length: Tensor = sqrt(sum(mul(value, value) as Tensor, { axes: axes ?? all, keepDims: true }));
    const tooLong: Tensor = greater(length, limit);
    return select(tooLong, mul(value, div(limit, length) as Tensor) as Tensor, value);
  };
}
