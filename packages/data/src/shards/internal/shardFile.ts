import { join } from "node:path";

/** Where a shard lies, counted from 0. */
export const shardFile = (folder: string, shard: number): string =>
  join(folder, `shard-${String(shard).padStart(5, "0")}.safetensors`);

/** What a folder of shards is known by; it is written last, so a folder that has it is complete. */
export const indexFile = (folder: string): string => join(folder, "shards.json");
