/**
 * Why a search stopped: the gradient is as small as was asked for; no step makes the value smaller by more than rounding; or there
 * were as many iterations as were allowed.
 */
export type StopReason = "gradient" | "precision" | "iterations";

/** How a search ended. The parameters are left in the session, where it ended. */
export interface Minimum {
  /** The loss, or the sum of squared residuals. */
  readonly value: number;
  /** The largest element of its gradient, by magnitude. */
  readonly gradient: number;
  readonly iterations: number;
  /** How often the value, or the residuals, were computed. */
  readonly evaluations: number;
  readonly reason: StopReason;
}
