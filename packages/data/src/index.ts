export {
  type Column,
  type Columns,
  type ColumnsOf,
  type Dataset,
  dataset,
  type PlainColumn,
  type ScaledColumn,
  type Scaling,
} from "./dataset.js";
export * from "./formats/index.js";
export { type Batch, batches } from "./pipeline/batches.js";
export { type BatchOptions, batchIndices } from "./pipeline/batchIndices.js";
export { type BatchSize, countBatches } from "./pipeline/countBatches.js";
export { permutation } from "./pipeline/permutation.js";
export type { ImageSets, Images } from "./sets/idxFolder.js";
export { loadFashionMnist } from "./sets/loadFashionMnist.js";
export { loadMnist } from "./sets/loadMnist.js";
export { type HoldOut, holdOut } from "./splits/holdOut.js";
export { take } from "./splits/take.js";
