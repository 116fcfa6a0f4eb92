import type { ArrayOf, DType, TensorValue } from "@adjoint/core";
import { DataError } from "./errors/dataError.js";
import { checkTensor } from "./internal/checkTensor.js";

/** An element x stands for factor·x + offset. */
export interface Scaling {
  readonly factor: number;
  readonly offset: number;
}

/** Elements that batches yield as they are. */
export interface PlainColumn<D extends DType = DType> extends TensorValue<D> {
  readonly scaling?: never;
}

/** Elements that batches yield scaled, as f32; those that are stored stay as they are. */
export interface ScaledColumn<D extends DType = DType> extends TensorValue<D> {
  readonly scaling: Scaling;
}

/** One column of a data set; its rows lie along the first dimension. */
export type Column<D extends DType = DType> = PlainColumn<D> | ScaledColumn<D>;

/** Columns by name. */
export type Columns = Readonly<Record<string, Column>>;

/** Examples as columns: row i of every column belongs to example i. */
export interface Dataset<C extends Columns = Columns> {
  /** Number of examples. */
  readonly size: number;
  readonly columns: C;
  /** What the integers of a column of labels stand for: label i is `classes[i]`. */
  readonly classes?: readonly string[];
}

/** What `dataset` makes of columns: their names and element types, and whether they are scaled. */
export type ColumnsOf<C extends Columns> = { readonly [Name in keyof C]: ColumnOf<C[Name]> };

type ColumnOf<C extends Column> = C extends ScaledColumn ? ScaledColumn<C["dtype"]> : PlainColumn<C["dtype"]>;

/** A sentence for the type checker in place of each column whose elements cannot be of the type that it says. */
type Fitting<C extends Columns> = {
  readonly [Name in keyof C]: Overlap<C[Name]["data"], ArrayOf[C[Name]["dtype"]]> extends true
    ? unknown
    : `dataset: column "${Name & string}" says ${C[Name]["dtype"]}, but its data is of another type`;
};

type Overlap<A, B> = [A] extends [B] ? true : [B] extends [A] ? true : false;

/**
 * A data set of these columns.
 *
 * @param columns at least one; each of shape [size, …], with the same size. Names and element types are kept in the type
 * of the result.
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
export function dataset<C extends Columns>(
  columns: C & Fitting<C>,
  options: { readonly classes?: readonly string[] } = {},
): Dataset<ColumnsOf<C>> {
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
  return { size, columns: columns as Columns as ColumnsOf<C>, ...options };
}
