import type { Float } from "../internal/floats.js";

/** What every generator takes. */
export interface GeneratorOptions<D extends Float = "f32"> {
  /** Number of examples, ≥ 1. */
  readonly size: number;
  /** Any safe integer. The same seed draws the same examples everywhere. */
  readonly seed: number;
  /** Standard deviation of the Gaussian noise that is added, ≥ 0. It has draws of its own: the rest stays the same. */
  readonly noise?: number;
  /** Element type of what is drawn. Default `"f32"`, for training; `"f64"` for verification. */
  readonly dtype?: D;
}
