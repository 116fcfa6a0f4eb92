import { constant, exp, mul, neg, sub, type Tensor } from "@adjoint/core";
import { startingFrom } from "../problems.properties.js";

/**
 * Monomolecular adsorption: volume against pressure, from NIST's Statistical Reference Datasets, nonlinear regression, Misra1a (D. Misra,
 * dental research): https://www.itl.nist.gov/div898/strd/nls/data/misra1a.shtml
 */
const volume = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78];
const pressure = [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760];

/** The values that NIST certifies, to eleven digits, and its two starts. */
export const misra1a = {
  starts: [
    [500, 0.0001],
    [250, 0.0005],
  ],
  parameters: [238.94212918, 5.5015643181e-4],
  residualSum: 0.12455138894,
} as const;

/** Residuals of b₁(1 − e^(−b₂x)): two parameters whose units are a million apart. */
export function misra1aModel(start: readonly number[]): {
  readonly residuals: Tensor;
  readonly parameters: readonly Tensor[];
} {
  const parameters = start.map((value, i) => startingFrom(`b${i + 1}`, [], [value]));
  const [b1, b2] = parameters as [Tensor, Tensor];
  const decay: Tensor = exp(neg(mul(b2, constant(pressure, { dtype: "f64" })) as Tensor));
  const model: Tensor = mul(b1, sub(1, decay) as Tensor);
  return { residuals: sub(model, constant(volume, { dtype: "f64" })), parameters };
}
