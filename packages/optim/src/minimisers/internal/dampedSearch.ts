import type { Minimum, StopReason } from "../minimum.js";
import { noise } from "./noise.js";
import type { ResidualModel } from "./residualModel.js";
import { inner, largest, plus } from "./vectors.js";

/** The residuals near a place: r + J·p. */
export interface Linearisation {
  /** Jᵀr. */
  readonly slope: Float64Array;
  /** The largest element of it, in units in which the parameters compare. */
  readonly steepness: number;
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
/** How many steps in a row may make neither Σr² nor its gradient smaller. */
const patience = 3;

/**
 * Minimises Σr² by damped steps: λ falls where the linear model is good, and grows until Σr² falls.
 *
 * Near a minimum Σr² is flat, and rounding hides whether it falls. There steps go on as long as they make the gradient smaller, so that
 * parameters become as exact as their Jacobian allows, not only half as exact.
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

  let place = at(model.point.read());
  model.requireStart("residual", largest(place.r));
  let [damping, growth, idle] = [initialDamping, 2, 0];
  /** The flattest place since Σr² last fell by more than rounding. */
  let best: { readonly place: Place; readonly steepness: number; readonly gradient: number } | undefined;
  for (let iterations = 0; ; iterations++) {
    const { slope, steepness, scale, step } = linearise(place.r);
    const gradient = 2 * largest(slope);
    if (iterations === 0) model.requireStart("gradient of", gradient);
    const flatter = best === undefined || steepness < best.steepness;
    idle = flatter ? 0 : idle + 1;
    if (flatter) best = { place, steepness, gradient };
    const end = (reason: StopReason): Minimum => {
      model.point.write(best!.place.x);
      return { value: best!.place.value, gradient: best!.gradient, iterations, evaluations: model.evaluations, reason };
    };
    if (best!.gradient <= tolerance) return end("gradient");
    if (idle === patience) return end("precision");
    if (iterations === most) return end("iterations");

    let next: Place | undefined;
    while (next === undefined) {
      const p = step(damping * scale);
      const image = model.forward(p);
      const tried = at(plus(place.x, 1, p));
      // ‖r‖² − ‖r + J·p‖², without the difference of two large numbers.
      const predicted = inner(image, image) - 2 * inner(plus(place.r, 1, image), image);
      const hidden = Math.abs(predicted) <= noise * place.value;
      if (hidden ? tried.value <= place.value * (1 + noise) : tried.value < place.value) {
        const ratio = hidden ? 1 : (place.value - tried.value) / predicted;
        damping *= Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3);
        growth = 2;
        if (!hidden) best = undefined;
        next = tried;
      } else {
        damping *= growth;
        growth *= 2;
        if (!Number.isFinite(damping)) return end("precision");
        // Residuals were computed elsewhere; the products belong to this place.
        model.point.write(place.x);
      }
    }
    place = next;
  }
}
