import { DataError } from "../../errors/dataError.js";
import { type Labelled, labelled } from "../../generators/labelled.js";
import { type Regression, regression } from "../../generators/regression.js";
import type { Float } from "../../internal/floats.js";
import { readBytes } from "../../internal/readBytes.js";
import { type CsvOptions, type CsvTable, readCsv } from "../readCsv.js";

export interface LoadCsvOptions<D extends Float = "f32"> extends Omit<CsvOptions, "file"> {
  /** The column to learn. Numbers make a regression; texts are the names of classes. */
  readonly target: string;
  /** Element type of numbers. Default `"f32"`. */
  readonly dtype?: D;
}

/** `x` [size, columns] with what is known, and what to learn: `y` [size, 1], or `labels` [size] that count `classes`. */
export type CsvDataset<D extends Float = "f32"> = Regression<D> | Labelled<D>;

/**
 * Loads a data set from a CSV file: the columns to learn from, side by side, and the column to learn.
 *
 * @param file path of the file.
 * @param options.columns the columns to learn from. Default: all but the target; they must hold numbers.
 * @returns `x` and `y` where the target holds numbers; `x` and `labels` where it holds texts: the classes, sorted.
 * @throws DataError `data/contents` for a missing value, no row, or a text in a column to learn from; `data/unreadable`; as `readCsv`.
 * @example
 * const points = await loadCsvDataset("Eckerle4.csv", { target: "y", dtype: "f64" });
 */
export async function loadCsvDataset<D extends Float = "f32">(
  file: string,
  { target, dtype = "f32" as D, columns, ...options }: LoadCsvOptions<D>,
): Promise<CsvDataset<D>> {
  const chosen = columns === undefined ? {} : { columns: [...columns.filter((name) => name !== target), target] };
  const table = readCsv(await readBytes(file), { ...options, ...chosen, file });
  const wanted = table.columns.get(target);
  if (wanted === undefined) {
    const found = [...table.columns.keys()].map((name) => `"${name}"`).join(", ") || "no column";
    throw new DataError({ code: "csv/column", file, expected: `a column "${target}"`, found });
  }
  if (wanted.missing > 0) throw contents(file, `a value of "${target}" in every row`, `${wanted.missing} missing`);
  if (table.size === 0) throw contents(file, "one row or more", "none");
  const x = inputs(table, file, target);
  if (wanted.kind === "number") return regression(dtype, x, wanted.data);
  const classes = [...new Set(wanted.data)].toSorted();
  const places = new Map(classes.map((name, i) => [name, i]));
  const labels = Int32Array.from(wanted.data, (name) => places.get(name)!);
  return labelled(dtype, x, labels, classes);
}

/** The columns to learn from, row after row. */
function inputs({ size, columns }: CsvTable, file: string, target: string): Float64Array {
  const names = [...columns.keys()].filter((name) => name !== target);
  const rows = new Float64Array(size * names.length);
  names.forEach((name, k) => {
    const column = columns.get(name)!;
    if (column.kind === "text") throw contents(file, `numbers in column "${name}"`, "texts");
    if (column.missing > 0) throw contents(file, `a value of "${name}" in every row`, `${column.missing} missing`);
    column.data.forEach((value, i) => {
      rows[i * names.length + k] = value;
    });
  });
  return rows;
}

const contents = (file: string, expected: string, found: string): DataError =>
  new DataError({
    code: "data/contents",
    file,
    expected,
    found,
    remedy: "Choose the columns to learn from by `columns`, and fill or remove what is missing.",
  });
