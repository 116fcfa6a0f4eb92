import type { TensorValue } from "@adjoint/core";
import type { Float } from "../internal/floats.js";
import { oneHotTargets, type TargetOptions } from "./oneHotTargets.js";

/**
 * A row for each label: 1 at its place, −1 elsewhere, as a layer of tanh can reach them.
 *
 * @param labels [n], whole numbers from 0 to classes − 1.
 * @param options see {@link TargetOptions}.
 * @returns [n, classes]
 * @throws DataError `data/label` or `data/option`.
 * @example
 * const targets = bipolarTargets(train.columns.labels, { classes: 10 });
 */
export const bipolarTargets = <D extends Float = "f32">(
  labels: TensorValue,
  options: TargetOptions<D>,
): TensorValue<D> => oneHotTargets(labels, { ...options, on: 1, off: -1 });
