import { type Column, type Columns, type Dataset, dataset, type PlainColumn } from "../dataset.js";
import { type Float, floats } from "../internal/floats.js";

/** Arguments [size, …] and the values that belong to them [size, 1]. */
export type Regression<D extends Float = "f32"> = Dataset<{ readonly x: PlainColumn<D>; readonly y: PlainColumn<D> }>;

/**
 * A data set to fit a function to.
 *
 * @param x as many numbers as `y`, or a multiple of that: then each example has several.
 * @throws DataError `data/option` for another element type than `"f32"` and `"f64"`.
 */
export function regression<D extends Float>(dtype: D, x: Float64Array, y: Float64Array): Regression<D> {
  const column = (numbers: Float64Array): Column => {
    return { dtype, shape: [y.length, numbers.length / y.length], data: floats(dtype, numbers) };
  };
  return dataset<Columns>({ x: column(x), y: column(y) }) as Dataset<Columns> as Regression<D>;
}
