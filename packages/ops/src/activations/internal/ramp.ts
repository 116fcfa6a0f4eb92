import { greaterEqual, lessEqual, select, type Tensor } from "@adjoint/core";

/** x between `low` and `high`, and those beyond: flat there, kinks included. NaN stays NaN. */
export const ramp = (x: Tensor, low: number, high: number): Tensor =>
  select(lessEqual(x, low), low, select(greaterEqual(x, high), high, x));
