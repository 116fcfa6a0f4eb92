import type { Column } from "../dataset.js";
import { extremes } from "./internal/extremes.js";
import { fit } from "./internal/fit.js";
import { type Interval, rangeScaler } from "./internal/rangeScaler.js";
import type { FitOptions, Scaler } from "./scaler.js";

export interface MinMaxOptions extends FitOptions {
  /** Where the least and the greatest number go. Default [0, 1]. */
  readonly to?: Interval;
}

/**
 * The scaler that maps the least number of a column to one end of an interval and the greatest to the other:
 * y = a + (x − min) (b − a) / (max − min).
 *
 * A feature that is the same in all examples becomes a. Numbers of other data may come out beyond the interval.
 *
 * @param column to fit to, usually of the training set; as batches yield it.
 * @param options.to the interval [a, b]. Default [0, 1].
 * @param options.per `"all"` (default): one minimum and maximum for the whole column; `"feature"`: one for each place in
 * an example.
 * @throws DataError `scaler/data` for no examples or a number that is not finite, `data/option`.
 * @example
 * const scalers = { x: minMax(train.columns.x), y: minMax(train.columns.y, { to: [-1, 1] }) };
 * const scaled = scaleColumns(train, scalers);
 */
export const minMax = (column: Column, { to = [0, 1], ...options }: MinMaxOptions = {}): Scaler =>
  fit(column, options, (feature) => rangeScaler(extremes(feature), to));
