import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { Shape } from "../types/shape.js";
import { sizeOf } from "./internal/strides.js";
import { scatterAdd } from "./scatterAdd.js";

/** Rows of `x` picked by index; its adjoint adds rows where they came from. */
export const gatherPrimitive = primitive({
  name: "gather",
  doc: "row `indices[i]` of x as row i",
  signature: ([x, indices]) => {
    if (indices!.dtype !== "i32") {
      throw new AdjointError("dtype/unsupported", { operation: "gather", tensor: indices!, allowed: ["i32"] });
    }
    if (x!.shape.length === 0)
      throw new AdjointError("axis/out-of-range", { operation: "gather", tensor: x!, axis: 0 });
    return { shape: [...indices!.shape, ...x!.shape.slice(1)], dtype: x!.dtype };
  },
  vjp: ({ cotangent, inputs: [x, indices] }) => [scatterAdd(cotangent, indices!, x!.shape[0]!), undefined],
  jvp: ({ tangents: [dx], inputs: [, indices] }) => dx && gather(dx, indices!),
  evaluate: ([x, indices], _attributes, out) => {
    const row = sizeOf(x!.shape.slice(1));
    const rows = x!.shape[0]!;
    for (let i = 0; i < indices!.data.length; i++) {
      const index = indices!.data[i]!;
      if (index < 0 || index >= rows) throw new AdjointError("gather/index", { index, position: i, rows });
      out.data.set(x!.data.subarray(index * row, (index + 1) * row), i * row);
    }
  },
});

type GatherShape<S extends Shape, I extends Shape> = S extends readonly [unknown, ...infer Rest extends Shape]
  ? readonly [...I, ...Rest]
  : Shape;

/**
 * Rows of `x` by index: y[i, …] = x[indices[i], …].
 *
 * @param x at least one dimension
 * @param indices `i32`, any shape, each in 0 … rows − 1; a run with another index fails (`gather/index`)
 * @returns the shape of `indices`, then that of a row
 * @example
 * const images = gather(dataset, indices);
 */
export const gather = <S extends Shape, I extends Shape>(x: Tensor<S>, indices: Tensor<I>): Tensor<GatherShape<S, I>> =>
  apply(gatherPrimitive, [x, indices], {}) as Tensor as Tensor<GatherShape<S, I>>;
