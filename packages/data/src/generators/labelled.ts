import { type Columns, type Dataset, dataset, type PlainColumn } from "../dataset.js";
import { type Float, floats } from "../internal/floats.js";

/** Points [size, dimensions] and the class of each, i32 [size] from 0. */
export type Labelled<D extends Float = "f32"> = Dataset<{
  readonly x: PlainColumn<D>;
  readonly labels: PlainColumn<"i32">;
}>;

/**
 * A data set to classify.
 *
 * @param x as many numbers for each label.
 * @throws DataError `data/option` for another element type than `"f32"` and `"f64"`.
 */
export function labelled<D extends Float>(
  dtype: D,
  x: ArrayLike<number>,
  labels: Int32Array,
  classes: readonly string[],
): Labelled<D> {
  const size = labels.length;
  const columns: Columns = {
    x: { dtype, shape: [size, x.length / size], data: floats(dtype, x) },
    labels: { dtype: "i32", shape: [size], data: labels },
  };
  return dataset(columns, { classes }) as Dataset<Columns> as Labelled<D>;
}
