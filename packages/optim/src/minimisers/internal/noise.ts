/**
 * The share of a loss that may be rounding. It is more than the unit of `f64`, because residuals are differences of larger numbers; where
 * a step changes less, the gradient decides.
 */
export const noise = 1e-10;
