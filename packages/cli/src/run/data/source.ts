import type { DataSpec } from "../../spec/dataSchema.js";
import type { DataFacts } from "./dataFacts.js";
import type { Splits } from "./splits.js";

/** Where a source looks for its files. */
export interface Place {
  /** What paths in a spec are relative to. */
  readonly folder: string;
  /** Folder that holds the sets that come as folders. */
  readonly dataDir?: string;
}

/** What a source has: its facts before anything is scaled, and the parts that it comes in. */
export interface Loaded extends Splits {
  readonly facts: DataFacts;
}

/** Loads one kind of source. */
export type Source<Kind> = (data: Extract<DataSpec, Kind>, place: Place) => Promise<Loaded>;
