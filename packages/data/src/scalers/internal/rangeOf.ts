import type { Column } from "../../dataset.js";
import { extremes } from "./extremes.js";
import { fit } from "./fit.js";
import type { Interval } from "./rangeScaler.js";

/**
 * The range that is asked for; else of u8 that of the type, as batches yield it; else that of the numbers.
 *
 * @throws DataError `scaler/data`.
 */
export function rangeOf(column: Column, { from }: { readonly from?: Interval }): Interval {
  if (from !== undefined) return from;
  const { factor, offset } = column.scaling ?? { factor: 1, offset: 0 };
  if (column.dtype === "u8") return factor > 0 ? [offset, factor * 255 + offset] : [factor * 255 + offset, offset];
  let range: Interval = [0, 0];
  fit(column, {}, (feature) => {
    range = extremes(feature);
    return { shift: 0, scale: 1 };
  });
  return range;
}
