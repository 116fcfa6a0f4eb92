import type { TensorValue } from "@adjoint/core";
import type { Columns, Scaling } from "../dataset.js";

/** What is known of a column without reading it. */
export interface ColumnSummary {
  readonly dtype: TensorValue["dtype"];
  /** Of one example. */
  readonly shape: readonly number[];
  readonly scaling?: Scaling;
}

/** A data set that lies on disk in parts, of which only a few are in memory at a time. */
export interface ShardedDataset<C extends Columns = Columns> {
  readonly folder: string;
  /** Number of examples. */
  readonly size: number;
  /** Number of examples in each shard. */
  readonly shards: readonly number[];
  readonly columns: { readonly [Name in keyof C]: ColumnSummary };
  readonly classes?: readonly string[];
}
