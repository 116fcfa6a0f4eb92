import type { Feed, Session, Tensor } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { parametersOf } from "../trainStep.js";
import { dampedSearch, type Linearisation } from "./internal/dampedSearch.js";
import { leastSquares } from "./internal/leastSquares.js";
import { type ResidualModel, residualModel } from "./internal/residualModel.js";
import { inner, largest } from "./internal/vectors.js";
import type { Minimum } from "./minimum.js";

export interface LeastSquaresOptions {
  /** What is to become small: predictions minus targets, of any shape. */
  readonly residuals: Tensor;
  /** What to search. Default: every parameter that the residuals depend on. */
  readonly parameters?: readonly Tensor[];
  /** A value for each input, by name; the same throughout. */
  readonly feeds?: Readonly<Record<string, Feed>>;
  /** How many iterations at most, whole. Default: 200. */
  readonly iterations?: number;
  /** Stops when no element of the gradient 2Jᵀr is larger, ≥ 0. Default: 0, so that precision alone ends the search. */
  readonly tolerance?: number;
}

/** The columns of the Jacobian, each by one product with a unit vector. */
const columnsOf = ({ forward, point }: ResidualModel): readonly Float64Array[] =>
  Array.from({ length: point.size }, (_, j) => forward(new Float64Array(point.size).fill(1, j, j + 1)));

/**
 * Minimises Σr² over a few parameters by the method of Levenberg and Marquardt: steps between those of Gauss and Newton and those of
 * steepest descent,
 *
 *   min ‖J·p + r‖² + λ‖D·p‖²     θ ← θ + p where Σr² falls
 *
 * with the Jacobian J column by column from forward mode, and D the lengths of its columns so far, so that the units of the parameters
 * do not matter. Each iteration runs the compiled residuals once for each number among the parameters; `gaussNewton` is for many.
 *
 * @param session computes in `f64`, and holds the first values of the parameters; it is left with the last
 * @returns the least sum of squares, and how it was found
 * @throws OptimError `optim/no-parameters`, `optim/not-a-parameter`, `optim/precision`, `optim/start`, `optim/out-of-range`;
 *   AdjointError as `Session.compile` and `Program.run` do
 * @see Marquardt, "An Algorithm for Least-Squares Estimation of Nonlinear Parameters" (1963); Moré, "The Levenberg–Marquardt algorithm:
 * implementation and theory" (1978), for D and the factorisation; Madsen, Nielsen & Tingleff, "Methods for Non-Linear Least Squares
 * Problems" (2004), algorithm 3.16, for λ. SciPy's `least_squares(method="lm")`.
 * @example
 * using session = createSession({ floats: "f64" });
 * const { value } = levenbergMarquardt(session, { residuals: sub(model(x), y), feeds });
 */
export function levenbergMarquardt(session: Session, options: LeastSquaresOptions): Minimum {
  const { residuals, parameters = parametersOf(residuals), feeds = {} } = options;
  const { iterations: most = 200, tolerance = 0 } = options;
  requireCount("levenbergMarquardt", "iterations", most);
  requireWithin("levenbergMarquardt", "tolerance", tolerance, { low: 0 });
  const model = residualModel("levenbergMarquardt", session, residuals, parameters, feeds);

  let scales = new Float64Array(model.point.size);
  const linearise = (r: Float64Array): Linearisation => {
    const columns = columnsOf(model);
    scales = scales.map((scale, j) => Math.max(scale, Math.hypot(...columns[j]!)));
    const slope = Float64Array.from(columns, (column) => inner(column, r));
    return {
      slope,
      steepness: largest(slope.map((value, j) => value / (scales[j]! || 1))),
      scale: 1,
      step: (damping) => dampedStep(columns, r, scales, damping),
    };
  };
  return dampedSearch(model, linearise, { most, tolerance });
}

/** p of min ‖J·p + r‖² + λ‖D·p‖², as one least-squares problem with the rows √λ·D below J. */
function dampedStep(
  columns: readonly Float64Array[],
  r: Float64Array,
  scales: Float64Array,
  damping: number,
): Float64Array {
  // A parameter that nothing has depended on so far stays where it is.
  const used = columns.flatMap((_, j) => (scales[j] === 0 ? [] : [j]));
  const long = (top: Float64Array): Float64Array => {
    const rows = new Float64Array(r.length + used.length);
    rows.set(top);
    return rows;
  };
  const damped = used.map((j, row) =>
    long(columns[j]!).fill(Math.sqrt(damping) * scales[j]!, r.length + row, r.length + row + 1),
  );
  const solution = leastSquares(damped, long(r.map((value) => -value)));
  const step = new Float64Array(columns.length);
  used.forEach((j, row) => {
    step[j] = solution[row]!;
  });
  return step;
}
