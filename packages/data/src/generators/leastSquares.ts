import { optionError } from "../errors/optionError.js";
import type { Float } from "../internal/floats.js";
import { generator } from "../internal/generator.js";
import { isWhole } from "../internal/isWhole.js";
import { normal } from "../internal/normal.js";
import type { GeneratorOptions } from "./generatorOptions.js";
import { checkOptions } from "./internal/checkOptions.js";
import { dot } from "./internal/dot.js";
import { orthonormal } from "./internal/orthonormal.js";
import { streams } from "./internal/streams.js";
import { type Regression, regression } from "./regression.js";

export interface LeastSquaresOptions<D extends Float = "f32"> extends GeneratorOptions<D> {
  /** Coordinates of an example, ≥ 1: the unknowns. */
  readonly unknowns: number;
  /** Of the matrix of all examples: min(size, unknowns) numbers, each ≥ 0. Default: exp(0.3·z) with z standard normal. */
  readonly singularValues?: readonly number[];
  /** λ ≥ 0, the weight of ½‖w‖² in the objective. Default 0. */
  readonly ridge?: number;
}

/** A least-squares problem, and what every method must find. */
export interface LeastSquares<D extends Float = "f32"> extends Regression<D> {
  /** As they were asked for, or drawn. */
  readonly singularValues: readonly number[];
  /** The minimiser w, [unknowns]; of several, the shortest. */
  readonly solution: Float64Array;
  /** The value of the objective there. */
  readonly minimum: number;
}

/**
 * A linear least-squares problem with chosen singular values, and its solution in closed form.
 *
 *   ½‖Xw − y‖² / n + ½λ‖w‖² → min     X = UΣVᵀ, U and V random orthonormal     y = Xv + noise, v standard normal
 *
 * Its solution is w = V diag(σ / (σ² + nλ)) Uᵀ y: no equations have to be solved, and the condition is as bad as one likes.
 *
 * @param options see {@link LeastSquaresOptions}; n is `size`, and the noise is on y. With `dtype: "f32"` the columns are
 * rounded, while the solution is that of the problem before rounding.
 * @returns a data set with `x` [size, unknowns] and `y` [size, 1], and the solution.
 * @throws DataError `data/option`.
 * @example
 * const problem = leastSquares({ size: 100, unknowns: 200, noise: 0.05, ridge: 0.001, seed: 1 });
 * problem.solution; // the 200 weights that gradient descent must come to
 * @see Golub & Van Loan, "Matrix Computations" (4th edition), sections 5.5 and 6.1.4.
 */
export function leastSquares<D extends Float = "f32">(options: LeastSquaresOptions<D>): LeastSquares<D> {
  const { size, unknowns, seed, noise = 0, ridge = 0, dtype = "f32" as D } = options;
  checkOptions("leastSquares", { size, noise });
  if (!isWhole(unknowns, 1)) throw optionError("leastSquares, unknowns", "a whole number, 1 or more", unknowns);
  if (!(ridge >= 0 && ridge < Number.POSITIVE_INFINITY)) {
    throw optionError("leastSquares, ridge", "a number, 0 or more", ridge);
  }
  const random = generator(seed, streams.distribution);
  const rank = Math.min(size, unknowns);
  const drawn = Array.from({ length: rank }, () => Math.exp(0.3 * normal(random)));
  const { singularValues = drawn } = options;
  checkSingularValues(singularValues, rank);
  const left = orthonormal(random, rank, size);
  const right = orthonormal(random, rank, unknowns);
  const x = combine(singularValues, left, right);
  const truth = Float64Array.from({ length: unknowns }, () => normal(random));
  const disturbance = generator(seed, streams.noise);
  const y = multiply(x, truth).map((value) => value + noise * normal(disturbance));
  const solution = new Float64Array(unknowns);
  singularValues.forEach((σ, k) => {
    // Where σ = 0 nothing is known, and the shortest solution has nothing.
    const amount = σ === 0 ? 0 : (σ / (σ * σ + size * ridge)) * dot(left[k]!, y);
    right[k]!.forEach((coordinate, i) => {
      solution[i]! += amount * coordinate;
    });
  });
  const residual = multiply(x, solution).map((value, i) => value - y[i]!);
  const minimum = dot(residual, residual) / size / 2 + (ridge * dot(solution, solution)) / 2;
  return { ...regression(dtype, x, y), singularValues, solution, minimum };
}

function checkSingularValues(values: readonly number[], rank: number): void {
  if (values.length !== rank) {
    throw optionError(
      "leastSquares, singularValues",
      `min(size, unknowns) = ${rank} numbers`,
      `${values.length} numbers`,
    );
  }
  const wrong = values.find((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) throw optionError("leastSquares, singularValues", "numbers, 0 or more", wrong);
}

/** Σₖ σₖ uₖ vₖᵀ, row by row. */
function combine(σ: readonly number[], left: readonly Float64Array[], right: readonly Float64Array[]): Float64Array {
  const [rows, columns] = [left[0]!.length, right[0]!.length];
  const matrix = new Float64Array(rows * columns);
  for (let k = 0; k < σ.length; k++) {
    for (let i = 0; i < rows; i++) {
      const factor = σ[k]! * left[k]![i]!;
      for (let j = 0; j < columns; j++) matrix[i * columns + j]! += factor * right[k]![j]!;
    }
  }
  return matrix;
}

const multiply = (matrix: Float64Array, vector: Float64Array): Float64Array =>
  Float64Array.from({ length: matrix.length / vector.length }, (_, i) =>
    dot(matrix.subarray(i * vector.length, (i + 1) * vector.length), vector),
  );
