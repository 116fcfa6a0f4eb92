import type { Tensor } from "../../graph/tensor.js";
import { constantFrom } from "../../primitives/constant.js";
import { sizeOf } from "../../primitives/internal/strides.js";
import { keyOf } from "../../random/key.js";
import type { TensorValue } from "../../types/tensorValue.js";
import { direction } from "../../verify/internal/directions.js";

/** A random tensor as a constant of the graph, alike to a tensor, and its numbers. */
export function random(like: Tensor, stream: number): { readonly tensor: Tensor; readonly data: Float64Array } {
  const shape = like.shape as readonly number[];
  const data = direction(keyOf(7), stream, sizeOf(shape));
  return { tensor: constantFrom({ dtype: like.dtype, shape, data } as TensorValue), data };
}
