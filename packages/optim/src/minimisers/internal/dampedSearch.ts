import type { Minimum, StopReason } from "../minimum.js";
import type { ResidualModel } from "./residualModel.js";
import { inner, largest, plus } from "./vectors.js";

/** The residuals near a place: r + J·p. */
export interface Linearisation {
  /** Jᵀr. */
  readonly slope: Float64Array;
  /** What damping is measured in. */
  readonly scale: number;
  /** p of min ‖J·p + r‖² + λ‖D·p‖². */
  step(damping: number): Float64Array;
}

interface Place {
  readonly x: Float64Array;
  readonly r: Float64Array;
  readonly value: number;
}

/** λ in units of the scale, at first. */
const initialDamping = 1e-3;

/**
 * Minimises Σr² by damped steps: λ falls where the linear model is good, and grows until Σr² falls.
 *
 * Near a minimum Σr² is flat, and rounding hides whether it falls. There a step counts as long as it makes the gradient smaller, so
 * that parameters become as exact as their Jacobian allows, not only half as exact.
 *
 * @param linearise at the present parameters of the model, whose residuals are given
 * @see Madsen, Nielsen & Tingleff, "Methods for Non-Linear Least Squares Problems" (2004), algorithm 3.16.
 */
export function dampedSearch(
  model: ResidualModel,
  linearise: (r: Float64Array) => Linearisation,
  { most, tolerance }: { readonly most: number; readonly tolerance: number },
): Minimum {
  const at = (x: Float64Array): Place => {
    const r = model.residuals(x);
    return { x, r, value: inner(r, r) };
  };
  const end = ({ x, value }: Place, gradient: number, iterations: number, reason: StopReason): Minimum => {
    model.point.write(x);
    return { value, gradient, iterations, evaluations: model.evaluations, reason };
  };

  let place = at(model.point.read());
  let [damping, growth] = [initialDamping, 2];
  /** The place before a step whose success rounding hides, and its gradient. */
  let before: readonly [Place, number] | undefined;
  for (let iterations = 0; ; iterations++) {
    const { slope, scale, step } = linearise(place.r);
    const gradient = 2 * largest(slope);
    if (before !== undefined && !(gradient < before[1])) return end(...before, iterations, "precision");
    if (gradient <= tolerance) return end(place, gradient, iterations, "gradient");
    if (iterations === most) return end(place, gradient, iterations, "iterations");

    let next: Place | undefined;
    let hidden = false;
    while (next === undefined) {
      const p = step(damping * scale);
      const image = model.forward(p);
      const linear = plus(place.r, 1, image);
      const tried = at(plus(place.x, 1, p));
      // ‖r‖² − ‖r + J·p‖², without the difference of two large numbers.
      const predicted = -2 * inner(linear, image) + inner(image, image);
      hidden = Math.abs(predicted) <= 16 * Number.EPSILON * place.value;
      if (tried.value < place.value || (hidden && tried.value <= place.value * (1 + 16 * Number.EPSILON))) {
        const ratio = hidden ? 1 : (place.value - tried.value) / predicted;
        damping *= Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3);
        growth = 2;
        next = tried;
      } else {
        damping *= growth;
        growth *= 2;
        if (hidden || !Number.isFinite(damping)) return end(place, gradient, iterations, "precision");
        // Residuals leave the model's place; its products belong to it again.
        model.point.write(place.x);
      }
    }
    before = hidden ? [place, gradient] : undefined;
    place = next;
  }
}
