import type { Shape, Tensor, Valid } from "@adjoint/core";
import type { LossOptions, Reduced, Reduction } from "./reduction.js";

/** The shape without its last dimension: a number for each row. */
export type RowsOf<S extends Shape> = S extends readonly [...infer Rest extends Shape, unknown]
  ? readonly [...Rest]
  : Shape;

type FitsRows<S extends Shape, T extends Shape, Name extends string> = number extends S["length"]
  ? T
  : number extends T["length"]
    ? T
    : T extends S
      ? T
      : `${Name}: the targets are not rows like the predictions`;

/** A loss that compares rows: the last dimension of predictions and of targets, which have the same shape. */
export type RowLoss<Name extends string> = <S extends Shape, T extends Shape, R extends Reduction = "mean">(
  predictions: Tensor<S>,
  targets: Tensor<T> & Valid<FitsRows<S, T, Name>>,
  options?: LossOptions<R>,
) => Tensor<Reduced<RowsOf<S>, R>>;
