import { add, div, mul, sqrt, sub, type Tensor } from "@adjoint/core";
import { mean } from "../../math/mean.js";

/** The mean over some axes, and the mean square of the distance from it; the axes stay, with size 1. */
export function moments(x: Tensor, axes: readonly number[]): { readonly mean: Tensor; readonly variance: Tensor } {
  const average: Tensor = mean(x, { axes, keepDims: true });
  const distance: Tensor = sub(x, average);
  return { mean: average, variance: mean(mul(distance, distance) as Tensor, { axes, keepDims: true }) };
}

/** (x − mean) / √(variance + epsilon). */
export const standardise = (x: Tensor, average: Tensor, variance: Tensor, epsilon: number): Tensor =>
  div(sub(x, average) as Tensor, sqrt(add(variance, epsilon)) as Tensor);
