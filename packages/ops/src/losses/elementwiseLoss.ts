import type { Broadcast, Result, Shape, Tensor, Valid } from "@adjoint/core";
import { type LossOptions, type Reduced, type Reduction, reduceErrors } from "./reduction.js";

/** A loss that compares predictions with targets element by element; they broadcast. `Settings` are options of its own. */
export type ElementwiseLoss<Settings = object> = <P extends Shape, T extends Shape, R extends Reduction = "mean">(
  predictions: Tensor<P>,
  targets: Tensor<T> & Valid<Broadcast<P, T>>,
  options?: LossOptions<R> & Settings,
) => Tensor<Reduced<Result<Broadcast<P, T>>, R>>;

/**
 * Makes a loss of a function of predictions and targets.
 *
 * @formula what `errors` computes, weighted and reduced
 * @derivative that of `errors`
 * @peers Keras `Loss` (a class to derive from), PyTorch and optax —
 * @param name what errors, graphs and specs call it
 * @param errors the error of each element, of shape and dtype as the two broadcast
 * @example
 * const cubicError = elementwiseLoss("cubicError", (p, t) => pow(abs(sub(p, t)), 3));
 */
export const elementwiseLoss = <Settings = object>(
  name: string,
  errors: (predictions: Tensor, targets: Tensor, settings: Partial<Settings>) => Tensor,
): ElementwiseLoss<Settings> =>
  ((predictions: Tensor, targets: Tensor, options: LossOptions & Partial<Settings> = {}) =>
    reduceErrors(name, errors(predictions, targets, options), options)) as ElementwiseLoss<Settings>;
