import type { Column } from "../dataset.js";
import { fit } from "./internal/fit.js";
import type { FitOptions, Scaler } from "./scaler.js";

/**
 * The scaler that gives a column mean 0 and standard deviation 1: y = (x − μ) / σ with σ² = Σ (x − μ)² / n.
 *
 * A feature that is the same in all examples becomes 0; its scale is 1.
 *
 * @param column to fit to, usually of the training set; as batches yield it.
 * @param options.per `"all"` (default): one μ and σ for the whole column; `"feature"`: one for each place in an example.
 * @throws DataError `scaler/data` for no examples or a number that is not finite, `data/option`.
 * @example
 * const scaler = zScore(train.columns.images); // Fashion-MNIST: { shift: 0.286, scale: 0.353 }
 * const scaled = scaleColumns(test, { images: scaler });
 */
export const zScore = (column: Column, options: FitOptions = {}): Scaler =>
  fit(column, options, (feature) => {
    let count = 0;
    let sum = 0;
    feature((value) => {
      count++;
      sum += value;
    });
    const mean = sum / count;
    // Twice through the numbers: squares of large means would drown the deviations. The sum of these corrects the mean.
    let squares = 0;
    let rest = 0;
    feature((value) => {
      squares += (value - mean) ** 2;
      rest += value - mean;
    });
    const deviation = Math.sqrt(Math.max(0, squares - rest ** 2 / count) / count);
    // JSON knows no −0.
    const shift = mean + rest / count + 0;
    // Rounding errors of the mean are no spread.
    return { shift, scale: deviation > 4 * Number.EPSILON * Math.abs(shift) ? deviation : 1 };
  });
