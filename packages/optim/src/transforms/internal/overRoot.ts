import { add, div, sqrt, type Tensor } from "@adjoint/core";

/** Where ε stands: added to the root, √v + ε, or to what is below it, √(v + ε). */
export type EpsilonPlace = "outside" | "inside";

/** x / (√v + ε), or x / √(v + ε). */
export const overRoot = (x: Tensor, v: Tensor, epsilon: number, place: EpsilonPlace): Tensor =>
  div(x, place === "inside" ? sqrt(add(v, epsilon) as Tensor) : (add(sqrt(v), epsilon) as Tensor));
