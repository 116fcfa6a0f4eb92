import { type Regression, regression } from "../generators/regression.js";
import type { Float } from "../internal/floats.js";

/** Observations, and what a fit of the model must find. */
export interface Eckerle4<D extends Float = "f32"> extends Regression<D> {
  readonly certified: {
    /** β₁, β₂, β₃ */
    readonly parameters: readonly [number, number, number];
    readonly standardDeviations: readonly [number, number, number];
    /** Σ (y − model)² */
    readonly residualSumOfSquares: number;
    readonly residualStandardDeviation: number;
    readonly degreesOfFreedom: number;
  };
  /** Where to begin: far from the solution, and near. */
  readonly starts: readonly [readonly [number, number, number], readonly [number, number, number]];
}

/**
 * Eckerle4 of the NIST Statistical Reference Datasets: circular interference transmittance y at 35 wavelengths
 * x. The model is a Gaussian peak:
 *
 *   y = (β₁ / β₂) exp(−½ ((x − β₃) / β₂)²)
 *
 * @param options.dtype element type of both columns. Default `"f32"`; the certified digits need `"f64"`.
 * @returns `x` and `y`, both [35, 1], and the values that NIST certifies.
 * @throws DataError `data/option` for another element type.
 * @example
 * const { columns, certified, starts } = eckerle4({ dtype: "f64" });
 * @see NIST StRD, nonlinear regression, "Eckerle4": https://www.itl.nist.gov/div898/strd/nls/data/eckerle4.shtml
 */
export function eckerle4<D extends Float = "f32">({ dtype = "f32" as D }: { readonly dtype?: D } = {}): Eckerle4<D> {
  const column = (place: 0 | 1) => Float64Array.from(observations, (observation) => observation[place]);
  return { ...regression(dtype, column(1), column(0)), certified, starts };
}

const certified = {
  parameters: [1.5543827178, 4.0888321754, 451.54121844],
  standardDeviations: [1.5408051163e-2, 4.6803020753e-2, 4.6800518816e-2],
  residualSumOfSquares: 1.4635887487e-3,
  residualStandardDeviation: 6.7629245447e-3,
  degreesOfFreedom: 32,
} as const;

const starts = [
  [1, 10, 500],
  [1.5, 5, 450],
] as const;

/** y, x */
const observations: readonly (readonly [number, number])[] = [
  [0.0001575, 400],
  [0.0001699, 405],
  [0.000235, 410],
  [0.0003102, 415],
  [0.0004917, 420],
  [0.000871, 425],
  [0.0017418, 430],
  [0.00464, 435],
  [0.0065895, 436.5],
  [0.0097302, 438],
  [0.0149002, 439.5],
  [0.023731, 441],
  [0.0401683, 442.5],
  [0.0712559, 444],
  [0.1264458, 445.5],
  [0.2073413, 447],
  [0.2902366, 448.5],
  [0.3445623, 450],
  [0.3698049, 451.5],
  [0.3668534, 453],
  [0.3106727, 454.5],
  [0.2078154, 456],
  [0.1164354, 457.5],
  [0.0616764, 459],
  [0.03372, 460.5],
  [0.0194023, 462],
  [0.0117831, 463.5],
  [0.0074357, 465],
  [0.0022732, 470],
  [0.00088, 475],
  [0.0004579, 480],
  [0.0002345, 485],
  [0.0001586, 490],
  [0.0001143, 495],
  [0.000071, 500],
];
