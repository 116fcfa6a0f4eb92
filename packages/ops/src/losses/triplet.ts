import { add, equal, lessEqual, mul, type Shape, select, sqrt, sub, sum, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { requireFinite } from "../errors/requireFinite.js";
import { requireRows } from "./internal/requireRows.js";
import { type LossOptions, type Reduced, type Reduction, reduceErrors } from "./reduction.js";
import type { RowsOf } from "./rowLoss.js";

export interface TripletSettings {
  /** By how much the negative example must be farther away, > 0. Default: 1. */
  readonly margin?: number;
  /** How distances are measured. Default: `euclidean`. */
  readonly distance?: "euclidean" | "squared";
}

const squaredDistance = (x: Tensor, y: Tensor): Tensor => {
  const difference: Tensor = sub(x, y);
  return sum(mul(difference, difference) as Tensor, { axes: [-1] });
};

/** The root, with derivative 0 at 0. */
const root = (square: Tensor): Tensor => {
  const none: Tensor = equal(square, 0);
  return select(none, 0, sqrt(select(none, 1, square) as Tensor));
};

/**
 * How far an anchor is closer to an example of another kind than, less a margin, to one of its own.
 *
 * @formula max(0, ‖a − p‖ − ‖a − n‖ + m); with `squared`, of squared distances
 * @derivative (a − p)/‖a − p‖ − (a − n)/‖a − n‖ by a, where the loss is not 0
 * @peers Keras —, PyTorch `nn.TripletMarginLoss`, optax `triplet_margin_loss`
 * @param anchor [...batch, features], floats
 * @param positive of the same kind; the same shape and dtype
 * @param negative of another kind; the same shape and dtype
 * @param options.margin m > 0. Default: 1
 * @param options.distance `euclidean` (default) or `squared`, as in the paper
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each row counts
 * @returns a scalar, or with `none` a number per row
 * @throws OpsError `ops/targets`, `ops/option`, `ops/weights`
 * @see Schroff, Kalenichenko & Philbin, "FaceNet" (2015), equation 1.
 * @example
 * const loss = triplet(embed(anchor), embed(same), embed(other), { margin: 0.2 });
 */
export function triplet<S extends Shape, R extends Reduction = "mean">(
  anchor: Tensor<S>,
  positive: Tensor<NoInfer<S>>,
  negative: Tensor<NoInfer<S>>,
  options: LossOptions<R> & TripletSettings = {},
): Tensor<Reduced<RowsOf<S>, R>> {
  const { margin = 1, distance = "euclidean" } = options;
  requireFinite("triplet", "margin", margin, { above: 0 });
  if (distance !== "euclidean" && distance !== "squared") {
    const expected = "euclidean or squared";
    throw new OpsError("ops/option", { operation: "triplet", option: "distance", value: distance, expected });
  }
  requireRows("triplet", anchor, positive);
  requireRows("triplet", anchor, negative);
  const measure = (square: Tensor) => (distance === "squared" ? square : root(square));
  const [near, far] = [squaredDistance(anchor, positive), squaredDistance(anchor, negative)].map(measure);
  const gap: Tensor = add(sub(near!, far!) as Tensor, margin);
  const errors: Tensor = select(lessEqual(gap, 0), 0, gap);
  return reduceErrors("triplet", errors, options) as Tensor<Reduced<RowsOf<S>, R>>;
}
