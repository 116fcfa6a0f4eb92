import type { Column, Columns, Dataset, PlainColumn, ScaledColumn } from "../dataset.js";
import { columnOf } from "../internal/columnOf.js";
import { mapColumns } from "../internal/mapColumns.js";
import { product } from "../internal/product.js";
import { applyScaler } from "./applyScaler.js";
import { checkScaler } from "./internal/checkScaler.js";
import type { Scaler } from "./scaler.js";

/** The columns, of which some are scaled. */
export type Rescaled<C extends Columns, Names extends keyof C> = {
  readonly [Name in keyof C]: Name extends Names ? RescaledColumn<C[Name]["dtype"]> : C[Name];
};

type RescaledColumn<D extends Column["dtype"]> = D extends "f32" | "f64"
  ? PlainColumn<D>
  : ScaledColumn<D> | PlainColumn<"f32">;

/**
 * A data set of which some columns are scaled.
 *
 * Columns of integers keep their elements where one pair of numbers does for all: batches scale them, so 60,000 images take
 * no more memory than before. All others are computed here, in f64 where they are f64, else in f32.
 *
 * @param scalers by the names of their columns; the other columns stay as they are.
 * @returns a data set that shares the memory of columns that are not computed.
 * @throws DataError `data/no-column`, `scaler/malformed` or `scaler/features`.
 * @example
 * const scalers = { images: zScore(train.columns.images) };
 * const [scaledTrain, scaledTest] = [scaleColumns(train, scalers), scaleColumns(test, scalers)];
 * writeFileSync("scalers.json", JSON.stringify(scalers));
 */
export function scaleColumns<C extends Columns, Names extends keyof C & string>(
  dataset: Dataset<C>,
  scalers: Readonly<Record<Names, Scaler>>,
): Dataset<Rescaled<C, Names>> {
  for (const name of Object.keys(scalers)) columnOf(dataset, name);
  const columns = mapColumns(dataset.columns, (column, name) => {
    const scaler: Scaler | undefined = Object.hasOwn(scalers, name) ? scalers[name as Names] : undefined;
    return scaler === undefined ? column : rescaled(column, scaler);
  });
  return { ...dataset, columns: columns as Columns as Rescaled<C, Names> };
}

function rescaled(column: Column, scaler: Scaler): Column {
  checkScaler(scaler, product(column.shape.slice(1)));
  const { shift, scale } = scaler;
  const whole = column.dtype !== "f32" && column.dtype !== "f64";
  if (!whole || typeof shift !== "number" || typeof scale !== "number") return applyScaler(scaler, column);
  const { factor, offset } = column.scaling ?? { factor: 1, offset: 0 };
  return { ...column, scaling: { factor: factor / scale, offset: (offset - shift) / scale } };
}
