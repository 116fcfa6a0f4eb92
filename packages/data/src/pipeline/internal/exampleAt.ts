import type { TensorValue } from "@adjoint/core";
import type { Columns, Dataset } from "../../dataset.js";
import type { Example } from "../batch.js";
import { gatherBatch } from "./gatherBatch.js";

/** One example, as batches yield it: without the dimension of the batch, in memory of its own. */
export function exampleAt<C extends Columns>(dataset: Dataset<C>, row: number): Example<C> {
  const columns = Object.entries<TensorValue>(gatherBatch(dataset, [row]));
  const withoutBatch = columns.map(([name, value]) => [name, { ...value, shape: value.shape.slice(1) }]);
  return Object.fromEntries(withoutBatch) as Example<Columns> as Example<C>;
}
