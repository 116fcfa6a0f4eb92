import { constant, div, exp, mul, sub, type Tensor } from "@adjoint/core";
import { startingFrom } from "../problems.properties.js";

/**
 * Transmittance against wavelength in nanometres, from NIST's Statistical Reference Datasets, nonlinear regression, Eckerle4
 * (K. Eckerle, circular interference transmittance study): https://www.itl.nist.gov/div898/strd/nls/data/eckerle4.shtml
 */
const observations = [
  [400, 0.0001575],
  [405, 0.0001699],
  [410, 0.000235],
  [415, 0.0003102],
  [420, 0.0004917],
  [425, 0.000871],
  [430, 0.0017418],
  [435, 0.00464],
  [436.5, 0.0065895],
  [438, 0.0097302],
  [439.5, 0.0149002],
  [441, 0.023731],
  [442.5, 0.0401683],
  [444, 0.0712559],
  [445.5, 0.1264458],
  [447, 0.2073413],
  [448.5, 0.2902366],
  [450, 0.3445623],
  [451.5, 0.3698049],
  [453, 0.3668534],
  [454.5, 0.3106727],
  [456, 0.2078154],
  [457.5, 0.1164354],
  [459, 0.0616764],
  [460.5, 0.03372],
  [462, 0.0194023],
  [463.5, 0.0117831],
  [465, 0.0074357],
  [470, 0.0022732],
  [475, 0.00088],
  [480, 0.0004579],
  [485, 0.0002345],
  [490, 0.0001586],
  [495, 0.0001143],
  [500, 0.000071],
] as const;

/** The values that NIST certifies, to eleven digits, and its two starts. */
export const eckerle4 = {
  starts: [
    [1, 10, 500],
    [1.5, 5, 450],
  ],
  parameters: [1.5543827178, 4.0888321754, 451.54121844],
  residualSum: 1.4635887487e-3,
} as const;

/** Residuals of (b₁/b₂)·exp(−½((x − b₃)/b₂)²), with parameters that begin at a start. */
export function eckerle4Model(start: readonly number[]): {
  readonly residuals: Tensor;
  readonly parameters: readonly Tensor[];
} {
  const parameters = start.map((value, i) => startingFrom(`b${i + 1}`, [], [value]));
  const [b1, b2, b3] = parameters as [Tensor, Tensor, Tensor];
  const x: Tensor = constant(
    observations.map(([wavelength]) => wavelength),
    { dtype: "f64" },
  );
  const y: Tensor = constant(
    observations.map(([, transmittance]) => transmittance),
    { dtype: "f64" },
  );
  const z: Tensor = div(sub(x, b3), b2);
  const model: Tensor = mul(div(b1, b2), exp(mul(mul(z, z), -0.5) as Tensor) as Tensor);
  return { residuals: sub(model, y), parameters };
}
