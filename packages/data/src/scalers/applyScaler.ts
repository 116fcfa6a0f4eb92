import type { TensorValue } from "@adjoint/core";
import type { Column } from "../dataset.js";
import { mapFeatures, type Scaled } from "./internal/mapFeatures.js";
import type { Scaler } from "./scaler.js";

/**
 * Scaled numbers: (x − shift) / scale.
 *
 * @param tensor a column or any tensor [n, …], such as what a network is to predict from.
 * @returns the same shape, in memory of its own; f64 where `tensor` is f64, else f32.
 * @throws DataError `scaler/malformed`, or `scaler/features` when the scaler was fitted to examples of another width.
 * @example
 * const scaler = minMax(train.columns.x);
 * const prepared = applyScaler(scaler, test.columns.x);
 */
export const applyScaler = <T extends TensorValue | Column>(scaler: Scaler, tensor: T): Scaled<T> =>
  mapFeatures(scaler, tensor, (x, shift, scale) => (x - shift) / scale);
