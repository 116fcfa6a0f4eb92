import type { Column } from "../dataset.js";
import { rangeOf } from "./internal/rangeOf.js";
import type { Interval } from "./internal/rangeScaler.js";
import { rangeScaler } from "./internal/rangeScaler.js";
import type { Scaler } from "./scaler.js";

/**
 * The scaler of a range to [0, 1]; of pixels: y = x / 255.
 *
 * @param column of u8, the range is that of the type, whichever of its values occur; else from the least number to the
 * greatest.
 * @param options.from the range, where it is known better.
 * @throws DataError `scaler/data` for no examples or a number that is not finite, `data/option`.
 * @example
 * const scaled = scaleColumns(photos, { pixels: unit(photos.columns.pixels) });
 */
export const unit = (column: Column, options: { readonly from?: Interval } = {}): Scaler =>
  rangeScaler(rangeOf(column, options), [0, 1]);
