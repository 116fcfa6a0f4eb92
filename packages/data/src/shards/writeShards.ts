import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import type { TensorValue } from "@adjoint/core";
import type { Columns, Dataset } from "../dataset.js";
import { DataError } from "../errors/dataError.js";
import { optionError } from "../errors/optionError.js";
import { writeSafetensors } from "../formats/writeSafetensors.js";
import { attemptWrite } from "../internal/attemptWrite.js";
import { isWhole } from "../internal/isWhole.js";
import { mapColumns } from "../internal/mapColumns.js";
import { product } from "../internal/product.js";
import { checkSameColumns } from "../pipeline/internal/checkSameColumns.js";
import type { Source } from "../pipeline/internal/transform.js";
import { indexFormat } from "./internal/parseIndex.js";
import { indexFile, shardFile } from "./internal/shardFile.js";
import type { ColumnSummary, ShardedDataset } from "./shardedDataset.js";

/**
 * Writes a data set to disk in shards, each a safetensors file, for `openShards`. It may be larger than memory: then its parts
 * come one by one.
 *
 * @param source a data set, or its parts with the same columns, at once or after a while; only one is held at a time.
 * @param options.folder is made if it does not exist. It must not hold shards yet.
 * @param options.rows examples in each shard, ≥ 1; the last of a part may have fewer.
 * @returns what `openShards` would.
 * @throws DataError `data/option`, `data/columns-differ`, `data/columns` for no part at all, `shards/folder-taken` or
 * `data/unwritable`.
 * @example
 * await writeShards(decodedParts(), { folder: "imagenet", rows: 4096 });
 */
export async function writeShards<C extends Columns>(
  source: Dataset<C> | Source<Dataset<C>>,
  { folder, rows }: { readonly folder: string; readonly rows: number },
): Promise<ShardedDataset<C>> {
  if (!isWhole(rows, 1)) throw optionError("writeShards, rows", "a whole number of examples, 1 or more", rows);
  if (existsSync(indexFile(folder))) {
    throw new DataError({ code: "shards/folder-taken", file: folder, expected: "no shards yet", found: "shards.json" });
  }
  await attemptWrite(folder, () => mkdir(folder, { recursive: true }));
  const shards: number[] = [];
  let first: Dataset<C> | undefined;
  for await (const part of "columns" in source ? [source] : source) {
    first ??= part;
    checkSameColumns(first, part, "the first part");
    for (let start = 0; start < part.size; start += rows) {
      const end = Math.min(start + rows, part.size);
      const file = shardFile(folder, shards.length);
      const bytes = writeSafetensors(new Map(Object.entries(stretch(part, start, end))));
      await attemptWrite(file, () => writeFile(file, bytes));
      shards.push(end - start);
    }
  }
  if (first === undefined) throw new DataError({ code: "data/columns", expected: "one part or more", found: "none" });
  const columns = mapColumns(first.columns, ({ dtype, shape, scaling }): ColumnSummary => {
    return { dtype, shape: shape.slice(1), ...(scaling === undefined ? {} : { scaling }) };
  });
  const { classes } = first;
  const summary = { shards, columns, ...(classes === undefined ? {} : { classes }) };
  const index = JSON.stringify({ format: indexFormat, ...summary }, null, 2);
  const file = indexFile(folder);
  await attemptWrite(file, async () => {
    await writeFile(`${file}.part`, `${index}\n`);
    await rename(`${file}.part`, file);
  });
  return { folder, size: shards.reduce((sum, size) => sum + size, 0), ...summary };
}

/** Examples that follow one another, in the memory of the data set. */
const stretch = <C extends Columns>({ columns }: Dataset<C>, start: number, end: number): Record<string, TensorValue> =>
  mapColumns<Columns, TensorValue>(columns, ({ dtype, shape, data }) => {
    const width = product(shape.slice(1));
    return { dtype, shape: [end - start, ...shape.slice(1)], data: data.subarray(start * width, end * width) };
  });
