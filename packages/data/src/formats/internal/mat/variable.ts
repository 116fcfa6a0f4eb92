import type { MatClass, MatValue } from "../../matValue.js";

/** What a list tells of a variable. */
export interface MatEntry {
  readonly name: string;
  readonly class: MatClass;
  /** Rows, columns and so on; empty for `opaque`, which has none. */
  readonly shape: readonly number[];
  readonly complex: boolean;
}

/** A variable of a MAT-file of any level, its value not read yet. */
export interface Variable extends MatEntry {
  readonly read: () => MatValue | Promise<MatValue>;
}
