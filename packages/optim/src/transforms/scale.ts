import { mul, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { stateless } from "./internal/stateless.js";
import type { Transform } from "./transform.js";

/**
 * Multiplies what passes through by a number: u ← factor · u. At the end of a chain it scales the learning rate, of some
 * parameters only when it is `masked`.
 *
 * @param factor ≥ 0
 * @throws OptimError `optim/out-of-range`
 * @example
 * const optimizer = chain(adam(), masked(scale(0.1), "embedding/*"));
 */
export function scale(factor: number): Transform<readonly []> {
  requireWithin("scale", "factor", factor, { low: 0 });
  return stateless("scale", (gradient): Tensor => mul(gradient, factor));
}
