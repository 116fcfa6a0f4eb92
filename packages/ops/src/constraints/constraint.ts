import type { Tensor } from "@adjoint/core";

/** Brings a value of a parameter to the nearest one that is allowed, as graph. */
export type Constraint = (value: Tensor) => Tensor;
