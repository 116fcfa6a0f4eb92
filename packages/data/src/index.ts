export { type Augmentation, type AugmentOptions, augmentImages } from "./augmentation/augmentImages.js";
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
export { type CsvDataset, type LoadCsvOptions, loadCsvDataset } from "./formats/loaders/loadCsvDataset.js";
export { type ImageFolder, type ImageFolderOptions, loadImageFolder } from "./formats/loaders/loadImageFolder.js";
export { type LoadMatOptions, loadMatDataset, type MatNames, type MatSets } from "./formats/loaders/loadMatDataset.js";
export { loadNpzDataset } from "./formats/loaders/loadNpzDataset.js";
export { type CirclesOptions, circles } from "./generators/circles.js";
export { type GaussianMixtureOptions, gaussianMixture } from "./generators/gaussianMixture.js";
export type { GeneratorOptions } from "./generators/generatorOptions.js";
export { generators } from "./generators/generators.js";
export type { Labelled } from "./generators/labelled.js";
export { type LeastSquares, type LeastSquaresOptions, leastSquares } from "./generators/leastSquares.js";
export { type PeaksOptions, peaks } from "./generators/peaks.js";
export type { Regression } from "./generators/regression.js";
export { type SineRegressionOptions, sineRegression } from "./generators/sineRegression.js";
export { type SpiralsOptions, spirals } from "./generators/spirals.js";
export { swissRoll } from "./generators/swissRoll.js";
export { twoMoons } from "./generators/twoMoons.js";
export { xor } from "./generators/xor.js";
export type { Float } from "./internal/floats.js";
export type { Batch, Example } from "./pipeline/batch.js";
export { batches, type PassOptions } from "./pipeline/batches.js";
export { type BatchOptions, batchIndices } from "./pipeline/batchIndices.js";
export { cache } from "./pipeline/cache.js";
export { concatDatasets } from "./pipeline/concatDatasets.js";
export { type BatchSize, countBatches } from "./pipeline/countBatches.js";
export { filterExamples } from "./pipeline/filterExamples.js";
export { mapBatches } from "./pipeline/mapBatches.js";
export { type Mapped, mapExamples } from "./pipeline/mapExamples.js";
export { permutation } from "./pipeline/permutation.js";
export { prefetch } from "./pipeline/prefetch.js";
export { applyScaler } from "./scalers/applyScaler.js";
export { centred } from "./scalers/centred.js";
export { invertScaler } from "./scalers/invertScaler.js";
export { type MinMaxOptions, minMax } from "./scalers/minMax.js";
export { type Rescaled, scaleColumns } from "./scalers/scaleColumns.js";
export type { FitOptions, Scaler } from "./scalers/scaler.js";
export { unit } from "./scalers/unit.js";
export { zScore } from "./scalers/zScore.js";
export { downloadFashionMnist } from "./sets/downloadFashionMnist.js";
export { downloadMnist } from "./sets/downloadMnist.js";
export type { DownloadOptions, DownloadProgress } from "./sets/downloadOptions.js";
export { type Eckerle4, eckerle4 } from "./sets/eckerle4.js";
export type { ImageSets, Images } from "./sets/idxFolder.js";
export { iris } from "./sets/iris.js";
export { loadFashionMnist } from "./sets/loadFashionMnist.js";
export { loadMnist } from "./sets/loadMnist.js";
export { openShards } from "./shards/openShards.js";
export { readShard } from "./shards/readShard.js";
export type { ColumnSummary, ShardedDataset } from "./shards/shardedDataset.js";
export { type StreamOptions, streamBatches } from "./shards/streamBatches.js";
export { writeShards } from "./shards/writeShards.js";
export { type HoldOut, type HoldOutOptions, holdOut } from "./splits/holdOut.js";
export { type KFoldOptions, kFold } from "./splits/kFold.js";
export { take } from "./splits/take.js";
export { bipolarTargets } from "./targets/bipolarTargets.js";
export { classCounts } from "./targets/classCounts.js";
export { type OneHotOptions, oneHotTargets, type TargetOptions } from "./targets/oneHotTargets.js";
