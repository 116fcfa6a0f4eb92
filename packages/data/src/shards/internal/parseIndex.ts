import type { Columns } from "../../dataset.js";
import { DataError } from "../../errors/dataError.js";
import { elements } from "../../internal/elements.js";
import { isWhole } from "../../internal/isWhole.js";
import type { ColumnSummary, ShardedDataset } from "../shardedDataset.js";

/**
 * What the index of a folder of shards says, if it makes sense.
 *
 * @throws DataError `shards/index`.
 */
export function parseIndex(text: string, file: string): Omit<ShardedDataset<Columns>, "folder"> {
  const index = parse(text);
  if (!isRecord(index)) throw indexError(file, "an object in JSON", text.slice(0, 80));
  const { format, shards, columns, classes } = index;
  if (format !== indexFormat) throw indexError(file, `"format": "${indexFormat}"`, JSON.stringify(format));
  if (!Array.isArray(shards) || !shards.every((size) => isWhole(size, 0))) {
    throw indexError(file, '"shards": the number of examples in each', JSON.stringify(shards)?.slice(0, 80));
  }
  if (!isRecord(columns) || Object.keys(columns).length === 0) {
    throw indexError(file, '"columns": one or more, by name', JSON.stringify(columns)?.slice(0, 80));
  }
  const wrong = Object.entries(columns).find(([, column]) => !isColumn(column));
  if (wrong !== undefined) {
    throw indexError(
      file,
      `"${wrong[0]}": element type, shape, perhaps scaling`,
      JSON.stringify(wrong[1]).slice(0, 80),
    );
  }
  if (classes !== undefined && !(Array.isArray(classes) && classes.every((name) => typeof name === "string"))) {
    throw indexError(file, '"classes": names', JSON.stringify(classes).slice(0, 80));
  }
  return {
    size: (shards as number[]).reduce((sum, size) => sum + size, 0),
    shards: shards as number[],
    columns: columns as Record<string, ColumnSummary>,
    ...(classes === undefined ? {} : { classes: classes as string[] }),
  };
}

/** The form of the index, to be counted up when it changes. */
export const indexFormat = "adjoint-shards-1";

function isColumn(column: unknown): column is ColumnSummary {
  if (!isRecord(column)) return false;
  const { dtype, shape, scaling } = column;
  const known = typeof dtype === "string" && Object.hasOwn(elements, dtype);
  const shaped = Array.isArray(shape) && shape.every((size) => isWhole(size, 0));
  const scaled =
    scaling === undefined ||
    (isRecord(scaling) && Number.isFinite(scaling.factor as number) && Number.isFinite(scaling.offset as number));
  return known && shaped && scaled;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const indexError = (file: string, expected: string, found: string | undefined): DataError =>
  new DataError({ code: "shards/index", file, expected, found: found ?? "nothing" });
