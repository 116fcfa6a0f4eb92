import type { StoredArray } from "@adjoint/data";

/** One thing that a file holds: numbers, texts, or something that is only described. */
export interface Entry {
  readonly name: string;
  readonly array?: StoredArray;
  readonly texts?: readonly string[];
  /** What it is, where it is neither. */
  readonly description?: string;
}

/** What a file of data holds. */
export interface FileContent {
  /** What kind of file it is. */
  readonly format: string;
  readonly entries: readonly Entry[];
  /** What was left out, in sentences. */
  readonly notes: readonly string[];
}
