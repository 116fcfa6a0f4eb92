import type { TensorValue } from "@adjoint/core";
import type { Column } from "../dataset.js";
import { mapFeatures, type Scaled } from "./internal/mapFeatures.js";
import type { Scaler } from "./scaler.js";

/**
 * The numbers that a scaler has scaled, in their original unit again: y · scale + shift.
 *
 * @param tensor a tensor [n, …], such as what a network predicts.
 * @returns the same shape, in memory of its own; f64 where `tensor` is f64, else f32.
 * @throws DataError `scaler/malformed`, or `scaler/features` when the scaler was fitted to examples of another width.
 * @example
 * const inMetres = invertScaler(scalers.y, program.run({ x }).predicted);
 */
export const invertScaler = <T extends TensorValue | Column>(scaler: Scaler, tensor: T): Scaled<T> =>
  mapFeatures(scaler, tensor, (y, shift, scale) => y * scale + shift);
