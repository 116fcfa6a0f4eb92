import type { Tensor } from "../graph/tensor.js";
import type { Shape } from "../types/shape.js";
import { broadcastTo } from "./broadcastTo.js";
import { constant } from "./constant.js";

/** Zeros of the shape and dtype of `x`. */
export const zerosLike = <S extends Shape>(x: Tensor<S>): Tensor<S> =>
  broadcastTo(constant(0, { dtype: x.dtype }), x.shape);
