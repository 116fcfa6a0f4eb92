import type { TensorValue } from "@adjoint/core";
import { DataError } from "./errors/dataError.js";
import { checkTensor } from "./internal/checkTensor.js";

/**
 * One column of a data set; its rows lie along the first dimension. With `scaling`, batches yield factor·x + offset as
 * f32; the stored elements stay as they are.
 */
export interface Column extends TensorValue {
  readonly scaling?: { readonly factor: number; readonly offset: number };
}

/** Examples as columns: row i of every column belongs to example i. */
export interface Dataset<Names extends string = string> {
  /** Number of examples. */
  readonly size: number;
  readonly columns: Readonly<Record<Names, Column>>;
  /** What the integers of a column of labels stand for: label i is `classes[i]`. */
  readonly classes?: readonly string[];
}

/**
 * A data set of these columns.
 *
 * @param columns at least one; each of shape [size, …], with the same size.
 * @param options.classes names of the classes that labels count, from 0.
 * @throws DataError `data/columns` for no column, a scalar column or sizes that differ; `data/tensor` for a column whose
 * elements do not fit its shape.
 * @example
 * const points = dataset({
 *   x: { dtype: "f32", shape: [3, 2], data: Float32Array.of(0, 0, 0, 1, 1, 0) },
 *   label: { dtype: "i32", shape: [3], data: Int32Array.of(0, 1, 1) },
 * });
 * points.size; // 3
 */
export function dataset<Names extends string>(
  columns: Readonly<Record<Names, Column>>,
  options: { readonly classes?: readonly string[] } = {},
): Dataset<Names> {
  const entries = Object.entries<Column>(columns);
  for (const [name, column] of entries) checkTensor(name, column);
  const size = entries[0]?.[1].shape[0];
  if (size === undefined || entries.some(([, { shape }]) => shape[0] !== size)) {
    throw new DataError({
      code: "data/columns",
      expected: "one column or more, all with the same first dimension",
      found: entries.map(([name, { shape }]) => `"${name}" [${shape.join(", ")}]`).join(", ") || "no column",
    });
  }
  return { size, columns, ...options };
}
