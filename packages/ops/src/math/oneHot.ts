import { cast, type DType, equal, iota, reshape, type Shape, type Tensor } from "@adjoint/core";
import type { ValidCount } from "../layers/internal/validCount.js";

/**
 * Rows with a one at the label and zeros elsewhere; a label outside 0 … classes − 1 gives zeros only.
 *
 * @formula y[…, k] = 1 where k is the label, else 0
 * @derivative none: a function of integers
 * @peers Keras `ops.one_hot`, PyTorch `nn.functional.one_hot`, optax (JAX) `nn.one_hot`
 * @param labels `i32`, any shape
 * @param classes ≥ 1
 * @param dtype default: `f32`
 * @returns the shape of `labels`, then `classes`
 * @example
 * const targets = oneHot(labels, 10);
 */
export function oneHot<S extends Shape, const Classes extends number>(
  labels: Tensor<S>,
  classes: ValidCount<Classes, "oneHot: classes">,
  dtype: DType = "f32",
): Tensor<readonly [...S, Classes]> {
  const column: Tensor = reshape(labels as Tensor, [...labels.shape, 1] as Shape);
  const matches: Tensor = equal(column, iota(classes) as Tensor);
  return cast(matches, dtype) as Tensor as Tensor<readonly [...S, Classes]>;
}
