import type { Session } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { parametersOf } from "../trainStep.js";
import { dampedSearch, type Linearisation } from "./internal/dampedSearch.js";
import { type ResidualModel, residualModel } from "./internal/residualModel.js";
import { inner, largest, plus } from "./internal/vectors.js";
import type { LeastSquaresOptions } from "./levenbergMarquardt.js";
import type { Minimum } from "./minimum.js";

export interface GaussNewtonOptions extends LeastSquaresOptions {
  /** How many products with J and Jᵀ each step may take, whole. Default: 100. */
  readonly products?: number;
}

/** How small the gradient of the linear problem has to become, as a share of its first. */
const accuracy = 1e-12;
/** How small a product Jᵀu can be told from 0 by, as a share of ‖J‖‖u‖. */
const rounding = 16 * Number.EPSILON;

/**
 * Minimises Σr² over many parameters by the method of Gauss and Newton, damped as Levenberg's, without ever forming the Jacobian J:
 *
 *   min ‖J·p + r‖² + λ‖p‖²     θ ← θ + p where Σr² falls
 *
 * by conjugate gradients, with J·p from forward mode and Jᵀ·u from reverse mode. λ goes to 0 where the linear model is good.
 *
 * @param session computes in `f64`, and holds the first values of the parameters; it is left with the last
 * @returns the least sum of squares, and how it was found
 * @throws OptimError `optim/no-parameters`, `optim/not-a-parameter`, `optim/precision`, `optim/start`, `optim/out-of-range`;
 *   AdjointError as `Session.compile` and `Program.run` do
 * @see Nocedal & Wright, "Numerical Optimization" (2006), section 10.3; Björck, "Numerical Methods for Least Squares Problems" (1996),
 * algorithm 7.4.1, for the conjugate gradients. Unlike in `levenbergMarquardt`, the units of the parameters matter.
 * @example
 * using session = createSession({ floats: "f64" });
 * const { value } = gaussNewton(session, { residuals: sub(network(x), y), feeds });
 */
export function gaussNewton(session: Session, options: GaussNewtonOptions): Minimum {
  const { residuals, parameters = parametersOf(residuals), feeds = {} } = options;
  const { iterations: most = 200, tolerance = 0, products = 100 } = options;
  requireCount("gaussNewton", "iterations", most);
  requireCount("gaussNewton", "products", products);
  requireWithin("gaussNewton", "tolerance", tolerance, { low: 0 });
  const model = residualModel("gaussNewton", session, residuals, parameters, feeds);
  const linearise = (r: Float64Array): Linearisation => {
    const slope = model.backward(r);
    const image = model.forward(slope);
    return {
      slope,
      steepness: largest(slope),
      // The curvature along the gradient.
      scale: inner(image, image) / (inner(slope, slope) || 1),
      step: (damping) => conjugateGradients(model, r, damping, products),
    };
  };
  return dampedSearch(model, linearise, { most, tolerance });
}

/** p of min ‖J·p + r‖² + λ‖p‖², as exactly as so many products allow. */
function conjugateGradients(model: ResidualModel, r: Float64Array, damping: number, products: number): Float64Array {
  let solution: Float64Array = new Float64Array(model.point.size);
  let rest: Float64Array = r.map((value) => -value);
  let slope = model.backward(rest);
  let direction = slope;
  let size = inner(slope, slope);
  let enough = accuracy ** 2 * size;
  /** The largest ‖Jp‖²/‖p‖² seen, an estimate of ‖J‖². */
  let most = 0;
  for (let i = 0; i < products && size > enough; i++) {
    const image = model.forward(direction);
    most = Math.max(most, inner(image, image) / inner(direction, direction));
    const length = size / (inner(image, image) + damping * inner(direction, direction));
    if (!Number.isFinite(length)) break;
    solution = plus(solution, length, direction);
    rest = plus(rest, -length, image);
    slope = plus(model.backward(rest), -damping, solution);
    const next = inner(slope, slope);
    direction = plus(slope, next / size, direction);
    size = next;
    // Beyond rounding, conjugate gradients would grow out of noise.
    enough = Math.max(enough, rounding ** 2 * most * inner(rest, rest));
  }
  return solution;
}
