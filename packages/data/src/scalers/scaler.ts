/**
 * A fitted scaler: y = (x − shift) / scale, with one pair of numbers for all elements, or one for each feature.
 *
 * It is plain data: `JSON.stringify` saves it beside the model, `JSON.parse` brings it back, and whatever it is applied
 * with checks it.
 */
export interface Scaler {
  readonly shift: number | readonly number[];
  /** Not 0. */
  readonly scale: number | readonly number[];
}

/** What to fit: one pair of numbers for the whole column (`"all"`, the default) or one for each feature of an example. */
export interface FitOptions {
  readonly per?: "all" | "feature";
}
