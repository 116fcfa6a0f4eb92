import { type Feed, gradients, type Session, type Tensor } from "@adjoint/core";
import { OptimError } from "../errors/optimError.js";
import { requireCount } from "../errors/requireCount.js";
import { requireParameters } from "../errors/requireParameters.js";
import { requireWithin } from "../errors/requireWithin.js";
import { parametersOf } from "../trainStep.js";
import { inverseHessian, type Pair } from "./internal/inverseHessian.js";
import { join } from "./internal/join.js";
import { noise } from "./internal/noise.js";
import { pointOf } from "./internal/point.js";
import { requireStart } from "./internal/requireStart.js";
import { inner, largest, plus } from "./internal/vectors.js";
import { type Sample, wolfeSearch } from "./internal/wolfeSearch.js";
import type { Minimum, StopReason } from "./minimum.js";

export interface LbfgsOptions {
  /** A scalar, of the whole batch. */
  readonly loss: Tensor;
  /** What to search. Default: every parameter that the loss depends on. */
  readonly parameters?: readonly Tensor[];
  /** A value for each input, by name; the same throughout. */
  readonly feeds?: Readonly<Record<string, Feed>>;
  /** How many pairs of steps and changes are remembered, whole. Default: 10. */
  readonly history?: number;
  /** How many iterations at most, whole. Default: 1000. */
  readonly iterations?: number;
  /** Stops when no element of the gradient is larger, ≥ 0. Default: 1e-10. */
  readonly tolerance?: number;
}

/** A place, with the loss and its gradient there. */
interface Place {
  readonly x: Float64Array;
  readonly value: number;
  readonly slope: Float64Array;
}

/** How many iterations in a row may make neither the value nor its gradient visibly smaller. */
const patience = 6;

/**
 * Minimises a loss by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno, with a line search that fulfils the strong
 * conditions of Wolfe: d = −H·g, θ ← θ + αd, where H approximates the inverse Hessian from the last steps and changes of the gradient.
 * For smooth losses of a whole batch, in double precision. The loop runs on the host; loss and gradient are one compiled program.
 *
 * @param session computes in `f64`, and holds the first values of the parameters; it is left with the last
 * @throws OptimError `optim/not-scalar`, `optim/no-parameters`, `optim/not-a-parameter`, `optim/precision`, `optim/start`,
 *   `optim/out-of-range`; AdjointError as `Session.compile` and `Program.run` do
 * @see Liu & Nocedal, "On the limited memory BFGS method for large scale optimization" (1989); Nocedal & Wright, "Numerical
 * Optimization" (2006), algorithm 7.5. SciPy's `L-BFGS-B` without bounds, PyTorch's `LBFGS` with `strong_wolfe`, optax' `lbfgs`.
 * @example
 * using session = createSession({ floats: "f64" });
 * const { value, reason } = lbfgs(session, { loss, feeds: { x, y } });
 */
export function lbfgs(session: Session, options: LbfgsOptions): Minimum {
  const { loss, parameters = parametersOf(loss), feeds = {} } = options;
  const { history = 10, iterations: most = 1000, tolerance = 1e-10 } = options;
  requireCount("lbfgs", "history", history);
  requireCount("lbfgs", "iterations", most);
  requireWithin("lbfgs", "tolerance", tolerance, { low: 0 });
  if (loss.shape.length > 0) throw new OptimError("optim/not-scalar", { what: "lbfgs", tensor: loss });
  requireParameters("lbfgs", loss, parameters);

  const program = session.compile({ outputs: [loss, ...gradients(loss, parameters)] });
  const point = pointOf("lbfgs", session, parameters);
  let evaluations = 0;
  const evaluate = (x: Float64Array): Place => {
    evaluations++;
    point.write(x);
    const [value, ...slopes] = program.run(feeds);
    return { x, value: value as number, slope: join(slopes) };
  };

  const start = evaluate(point.read());
  requireStart("lbfgs", "loss", loss, start.value);
  requireStart("lbfgs", "gradient of", loss, largest(start.slope));
  let [place, best] = [start, start];
  let pairs: readonly Pair[] = [];
  let [iterations, idle] = [0, 0];
  let [lowest, flattest] = [start.value, largest(start.slope)];
  let reason: StopReason | undefined;
  while (reason === undefined) {
    if (largest(place.slope) <= tolerance) reason = "gradient";
    else if (iterations === most) reason = "iterations";
    else if (idle === patience) reason = "precision";
    if (reason !== undefined) break;
    const next = searchAlong(evaluate, place, pairs);
    if (next === undefined && pairs.length === 0) reason = "precision";
    // What was remembered may be wrong here: begin anew, downhill.
    if (next === undefined) {
      pairs = [];
      continue;
    }
    iterations++;
    const pair = { step: plus(next.x, -1, place.x), change: plus(next.slope, -1, place.slope) };
    if (inner(pair.step, pair.change) > 0) pairs = [...pairs, pair].slice(-history);
    place = next;
    const steepness = largest(place.slope);
    const lower = lowest - place.value > 4 * Number.EPSILON * Math.abs(lowest);
    const flatter = steepness < 0.9 * flattest;
    idle = lower || flatter ? 0 : idle + 1;
    [lowest, flattest] = [Math.min(lowest, place.value), Math.min(flattest, steepness)];
    // Of values that rounding may have put in this order, the one with the smaller gradient is better.
    const hidden = noise * Math.abs(best.value);
    const better =
      Math.abs(place.value - best.value) > hidden ? place.value < best.value : steepness < largest(best.slope);
    if (better) best = place;
  }
  point.write(best.x);
  return { value: best.value, gradient: largest(best.slope), iterations, evaluations, reason };
}

/** The next place in the direction that the pairs tell, or downhill where that does not descend. */
function searchAlong(evaluate: (x: Float64Array) => Place, place: Place, pairs: readonly Pair[]): Place | undefined {
  const direction = inverseHessian(pairs, place.slope).map((value) => -value);
  const slope = inner(direction, place.slope);
  if (!(slope < 0)) return undefined;
  const places = new Map<number, Place>();
  const sample = (at: number): Sample => {
    const next = evaluate(plus(place.x, at, direction));
    places.set(at, next);
    return { at, value: next.value, slope: inner(next.slope, direction) };
  };
  // Without a Hessian the length of the first step is a guess; with one it is that of Newton's method.
  const first = pairs.length === 0 ? Math.min(1, 1 / Math.hypot(...direction)) : 1;
  const found = wolfeSearch(sample, { at: 0, value: place.value, slope }, first);
  return found === undefined ? undefined : places.get(found.at);
}
