import type { Feature } from "./fit.js";
import type { Interval } from "./rangeScaler.js";

/** The least and the greatest number of a feature. */
export function extremes(feature: Feature): Interval {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  feature((value) => {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  });
  return [least, greatest];
}
