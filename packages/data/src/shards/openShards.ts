import type { Columns } from "../dataset.js";
import { readBytes } from "../internal/readBytes.js";
import { parseIndex } from "./internal/parseIndex.js";
import { indexFile } from "./internal/shardFile.js";
import type { ShardedDataset } from "./shardedDataset.js";

/**
 * Opens a folder that `writeShards` has written; only its index is read.
 *
 * @typeParam C the columns that are expected, which the type checker takes on trust: `openShards<typeof train.columns>(…)`.
 * @throws DataError `data/unreadable` when there is no index, `shards/index` when it makes no sense.
 * @example
 * const photos = await openShards("imagenet");
 * photos.size; // 1281167
 */
export async function openShards<C extends Columns = Columns>(folder: string): Promise<ShardedDataset<C>> {
  const file = indexFile(folder);
  const index = parseIndex(new TextDecoder().decode(await readBytes(file)), file);
  return { folder, ...(index as Omit<ShardedDataset<Columns>, "folder"> as Omit<ShardedDataset<C>, "folder">) };
}
