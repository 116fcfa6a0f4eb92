import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { sameShape } from "../types/sameShape.js";
import type { Dim, Shape } from "../types/shape.js";
import { gather } from "./gather.js";
import { commonDType, numbers } from "./internal/dtypes.js";
import { sizeOf } from "./internal/strides.js";

/** Rows added into zeros by index, in the order of the rows; its adjoint picks them out again. */
export const scatterAddPrimitive = primitive<{ shape: readonly [Dim] }>({
  name: "scatterAdd",
  doc: "zeros, with row i of x added to row `indices[i]`",
  signature: ([x, indices], { shape: [rows] }) => {
    if (indices!.dtype !== "i32") {
      throw new AdjointError("dtype/unsupported", { operation: "scatterAdd", tensor: indices!, allowed: ["i32"] });
    }
    const leading = indices!.shape.length;
    if (!sameShape(x!.shape.slice(0, leading), indices!.shape))
      throw new AdjointError("elementwise/shapes-differ", { operation: "scatterAdd", left: x!, right: indices! });
    return { shape: [rows, ...x!.shape.slice(leading)], dtype: commonDType("scatterAdd", [x!], numbers) };
  },
  vjp: ({ cotangent, inputs: [, indices] }) => [gather(cotangent, indices!), undefined],
  jvp: ({ tangents: [dx], inputs: [, indices], attributes }) => dx && scatterAdd(dx, indices!, attributes.shape[0]),
  evaluate: ([x, indices], _attributes, out) => {
    const row = sizeOf(out.shape.slice(1));
    const rows = out.shape[0]!;
    const total = new Float64Array(out.data.length);
    for (let i = 0; i < indices!.data.length; i++) {
      const index = indices!.data[i]!;
      if (index < 0 || index >= rows) throw new AdjointError("gather/index", { index, position: i, rows });
      for (let j = 0; j < row; j++) total[index * row + j]! += x!.data[i * row + j]!;
    }
    out.data.set(total);
  },
});

/**
 * Zeros with rows added by index: y[indices[i], …] += x[i, …]. The adjoint of `gather`.
 *
 * @param x the shape of `indices`, then that of a row
 * @param indices `i32`, each in 0 … rows − 1; a run with another index fails (`gather/index`)
 * @param rows how many rows the result has, a size or a name
 * @example
 * const counts = scatterAdd(ones, labels, 10);
 */
export const scatterAdd = (x: Tensor, indices: Tensor, rows: Dim): Tensor<Shape> =>
  apply(scatterAddPrimitive, [x, indices], { shape: [rows] });
