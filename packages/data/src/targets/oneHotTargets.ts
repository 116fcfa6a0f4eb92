import type { TensorValue } from "@adjoint/core";
import { optionError } from "../errors/optionError.js";
import { type Float, floats } from "../internal/floats.js";
import { isWhole } from "../internal/isWhole.js";
import { labelsOf } from "../internal/labelsOf.js";

export interface TargetOptions<D extends Float = "f32"> {
  /** How many classes there are, ≥ 1. */
  readonly classes: number;
  /** Default `"f32"`. */
  readonly dtype?: D;
}

export interface OneHotOptions<D extends Float = "f32"> extends TargetOptions<D> {
  /** What the place of the label holds. Default 1. */
  readonly on?: number;
  /** What the other places hold. Default 0. */
  readonly off?: number;
}

/**
 * A row for each label: `on` at its place, `off` elsewhere.
 *
 * @param labels [n], whole numbers from 0 to classes − 1.
 * @param options see {@link OneHotOptions}.
 * @returns [n, classes]
 * @throws DataError `data/label` or `data/option`.
 * @example
 * const { labels } = train.columns;
 * const withTargets = dataset({ ...train.columns, targets: oneHotTargets(labels, { classes: 10 }) });
 */
export function oneHotTargets<D extends Float = "f32">(labels: TensorValue, options: OneHotOptions<D>): TensorValue<D> {
  const { classes, on = 1, off = 0, dtype = "f32" as D } = options;
  if (!isWhole(classes, 1, 2 ** 31)) throw optionError("oneHotTargets, classes", "a whole number, 1 or more", classes);
  const each = labelsOf(labels, classes);
  const data = floats(dtype, new Uint8Array(each.length * classes)).fill(off);
  for (let i = 0; i < each.length; i++) data[i * classes + each[i]!] = on;
  return { dtype, shape: [each.length, classes], data } as TensorValue as TensorValue<D>;
}
