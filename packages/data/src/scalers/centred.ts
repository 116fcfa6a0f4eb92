import type { Column } from "../dataset.js";
import { rangeOf } from "./internal/rangeOf.js";
import type { Interval } from "./internal/rangeScaler.js";
import { rangeScaler } from "./internal/rangeScaler.js";
import type { Scaler } from "./scaler.js";

/**
 * The scaler of a range to [−1, 1]; of pixels: y = (x − 127.5) / 127.5.
 *
 * @param column of u8, the range is that of the type, whichever of its values occur; else from the least number to the
 * greatest.
 * @param options.from the range, where it is known better.
 * @throws DataError `scaler/data` for no examples or a number that is not finite, `data/option`.
 * @example
 * const scaled = scaleColumns(photos, { pixels: centred(photos.columns.pixels) });
 */
export const centred = (column: Column, options: { readonly from?: Interval } = {}): Scaler =>
  rangeScaler(rangeOf(column, options), [-1, 1]);
