import {
  add,
  and,
  constant,
  div,
  extent,
  formatShape,
  greaterEqual,
  less,
  mul,
  type Shape,
  sameShape,
  select,
  sum,
  type Tensor,
} from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";
import { requireFinite } from "../../errors/requireFinite.js";
import { oneHot } from "../../math/oneHot.js";
import type { RowsOf } from "../rowLoss.js";

/** What losses over classes are told beside. */
export interface ClassOptions {
  /** The share of each target that is spread evenly over all classes, in [0, 1). Default: 0. */
  readonly labelSmoothing?: number;
  /** What each class counts: as many numbers as there are classes. Default: 1. */
  readonly classWeights?: readonly number[] | Tensor;
}

/** Targets as rows, and what follows from what they were given as. */
export interface ClassTargets {
  /** Smoothed and weighted. */
  readonly rows: Tensor;
  /** For integer labels: is each of them a class? */
  readonly valid: Tensor | undefined;
  /** The weight of each row's class. */
  readonly importance: Tensor | undefined;
}

/** Targets that fit predictions of shape `S`: one label per row, or a row of the same shape. */
export type FitsClasses<S extends Shape, T extends Shape, Name extends string> = number extends S["length"]
  ? T
  : number extends T["length"]
    ? T
    : T extends S | RowsOf<S>
      ? T
      : `${Name}: the targets are neither one label per row nor rows like the logits`;

/** Labels or rows as rows, and whether labels are in range. */
function asRows(operation: string, predictions: Tensor, targets: Tensor): Pick<ClassTargets, "rows" | "valid"> {
  const { shape, dtype } = predictions;
  const classes = shape.at(-1);
  if (targets.dtype === dtype && sameShape(targets.shape, shape)) return { rows: targets, valid: undefined };
  if (typeof classes === "number" && targets.dtype === "i32" && sameShape(targets.shape, shape.slice(0, -1))) {
    const valid: Tensor = and(greaterEqual(targets, 0), less(targets, classes) as Tensor);
    return { rows: oneHot(targets, classes, dtype), valid };
  }
  const expected = `i32 labels [${shape.slice(0, -1).join(", ")}], or ${dtype} rows of the logits' shape`;
  throw new OpsError("ops/targets", { operation, predictions, targets, expected });
}

function weightsOf(operation: string, predictions: Tensor, weights: readonly number[] | Tensor): Tensor {
  const tensor = "primitive" in weights ? weights : constant(weights, { dtype: predictions.dtype });
  const classes = predictions.shape.at(-1);
  if (tensor.shape.length === 1 && tensor.shape[0] === classes && tensor.dtype === predictions.dtype) return tensor;
  const value = "primitive" in weights ? `${tensor.dtype}${formatShape(tensor.shape)}` : weights.length;
  const expected = `${classes} numbers (${predictions.dtype}), one for each class`;
  throw new OpsError("ops/option", { operation, option: "classWeights", value, expected });
}

/** Reads the targets of a loss over classes. */
export function classTargets(
  operation: string,
  predictions: Tensor,
  targets: Tensor,
  { labelSmoothing = 0, classWeights }: ClassOptions,
): ClassTargets {
  requireFinite(operation, "labelSmoothing", labelSmoothing, { from: 0, below: 1 });
  const { rows, valid } = asRows(operation, predictions, targets);
  const share: Tensor = div(labelSmoothing, extent([predictions.shape.at(-1)!], rows.dtype));
  const smooth: Tensor = labelSmoothing === 0 ? rows : add(mul(rows, 1 - labelSmoothing) as Tensor, share);
  if (classWeights === undefined) return { rows: smooth, valid, importance: undefined };
  const weights = weightsOf(operation, predictions, classWeights);
  return { rows: mul(smooth, weights), valid, importance: sum(mul(rows, weights) as Tensor, { axes: [-1] }) };
}

/** Rows whose label is no class become NaN, which a training step reports. */
export const whereValid = (errors: Tensor, valid: Tensor | undefined): Tensor =>
  valid === undefined ? errors : select(valid, errors, constant(Number.NaN, { dtype: errors.dtype }) as Tensor);
