import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Permute, Result, Shape, Valid } from "../types/shape.js";
import { offsets, stridesOf } from "./internal/strides.js";

const inverse = (permutation: readonly number[]): readonly number[] =>
  permutation.map((_, axis) => permutation.indexOf(axis));

/** Dimensions in another order; its adjoint is the inverse order. */
export const transposePrimitive = primitive<{ permutation: readonly number[] }>({
  name: "transpose",
  doc: "dimension `permutation[i]` of x as dimension i",
  signature: ([x], { permutation }) => {
    const sorted = permutation.toSorted((a, b) => a - b);
    if (sorted.length !== x!.shape.length || sorted.some((axis, i) => axis !== i)) {
      throw new AdjointError("transpose/permutation", { tensor: x!, permutation });
    }
    return { shape: permutation.map((axis) => x!.shape[axis]!), dtype: x!.dtype };
  },
  vjp: ({ cotangent, attributes: { permutation } }) => [transpose(cotangent, inverse(permutation))],
  jvp: ({ tangents: [dx], attributes: { permutation } }) => transpose(dx!, permutation),
  evaluate: ([x], { permutation }, out) => {
    const strides = stridesOf(x!.shape);
    const from = offsets(
      out.shape,
      permutation.map((axis) => strides[axis]!),
    );
    for (let i = 0; i < from.length; i++) out.data[i] = x!.data[from[i]!]!;
  },
});

/**
 * The dimensions in another order: dimension i of the result is dimension `permutation[i]` of `x`.
 *
 * @param permutation each of 0 … rank − 1 once
 * @throws AdjointError `transpose/permutation`
 * @example
 * const channelsLast = transpose(images, [0, 2, 3, 1]);
 */
export const transpose = <S extends Shape, const P extends readonly number[]>(
  x: Tensor<S>,
  permutation: P & Valid<Permute<S, P>>,
): Tensor<Result<Permute<S, P>>> =>
  apply(transposePrimitive, [x], { permutation }) as Tensor as Tensor<Result<Permute<S, P>>>;
