import { maximum, minimum, mul, sub, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";

export interface HuberSettings {
  /** Where the parabola goes over into a line, > 0. Default: 1. */
  readonly delta?: number;
}

/**
 * Squared for small errors, absolute for large ones.
 *
 * @formula ½d² for |d| ≤ δ, else δ(|d| − ½δ), with d = p − t
 * @derivative d/n by p, cut off at ±δ/n
 * @peers Keras `Huber`, PyTorch `nn.HuberLoss`, optax `huber_loss`
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @param options.delta δ > 0. Default: 1
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Huber, "Robust estimation of a location parameter" (1964), the function ρ of section 3.
 * @example
 * const loss = huber(network(x), y, { delta: 0.5 });
 */
export const huber: ElementwiseLoss<HuberSettings> = elementwiseLoss("huber", (predictions, targets, { delta = 1 }) => {
  requireFinite("huber", "delta", delta, { above: 0 });
  const error: Tensor = sub(predictions, targets);
  // Without |d|: its derivative at 0 is taken as 0, and the second one of d²/2 would be so too.
  const inside: Tensor = maximum(minimum(error, delta), -delta);
  return mul(inside, sub(error, mul(inside, 0.5) as Tensor) as Tensor);
});
