import { type Column, type Columns, type Dataset, dataset } from "../dataset.js";
import { DataError } from "../errors/dataError.js";
import { optionError } from "../errors/optionError.js";
import { readSafetensors } from "../formats/readSafetensors.js";
import { isWhole } from "../internal/isWhole.js";
import { readBytes } from "../internal/readBytes.js";
import { shardFile } from "./internal/shardFile.js";
import type { ColumnSummary, ShardedDataset } from "./shardedDataset.js";

/**
 * One shard, as a data set in memory.
 *
 * @param shard from 0 to `shards.length` − 1.
 * @throws DataError `data/option`, `data/unreadable`, an error of `readSafetensors`, or `shards/contents` when the file does
 * not hold what the index says.
 * @example
 * const first = await readShard(photos, 0);
 */
export async function readShard<C extends Columns>(sharded: ShardedDataset<C>, shard: number): Promise<Dataset<C>> {
  const { folder, shards, classes } = sharded;
  if (!isWhole(shard, 0, shards.length - 1)) {
    throw optionError("readShard, shard", `a whole number from 0 to ${shards.length - 1}`, shard);
  }
  const file = shardFile(folder, shard);
  const { tensors } = readSafetensors(await readBytes(file), { file });
  const columns = Object.entries<ColumnSummary>(sharded.columns).map(([name, { dtype, shape, scaling }]) => {
    const tensor = tensors.get(name);
    const expected = `"${name}" ${dtype} [${[shards[shard], ...shape].join(", ")}]`;
    const found = tensor === undefined ? "nothing" : `"${name}" ${tensor.dtype} [${tensor.shape.join(", ")}]`;
    if (tensor === undefined || found !== expected)
      throw new DataError({ code: "shards/contents", file, expected, found });
    return [name, { ...tensor, ...(scaling === undefined ? {} : { scaling }) } as Column] as const;
  });
  const read = dataset<Columns>(Object.fromEntries(columns), classes === undefined ? {} : { classes });
  return read as Dataset<Columns> as Dataset<C>;
}
