import { less, select } from "@adjoint/core";
import type { Constraint } from "./constraint.js";

/**
 * Makes negative values 0.
 *
 * @formula max(w, 0)
 * @peers Keras `constraints.NonNeg`, PyTorch —, optax `keep_params_nonnegative`
 * @example
 * const step = session.compile(constrained(trainStep(loss, sgd()), { weights: nonNegative }));
 */
export const nonNegative: Constraint = (value) => select(less(value, 0), 0, value);
