import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { sameShape } from "../types/sameShape.js";
import type { TensorValue } from "../types/tensorValue.js";
import { commonDType, floats } from "./internal/dtypes.js";
import { sizeOf } from "./internal/strides.js";
import { sumOfTerms } from "./internal/sumOfTerms.js";

/** Whether the last two dimensions of either operand are read the other way round. */
export type DotAttributes = { readonly transposeLeft: boolean; readonly transposeRight: boolean };

/** The rows and columns of a matrix operand as the product reads it, as positions in its shape. */
function matrixAxes(tensor: Tensor, transposed: boolean): { rows: number; columns: number } {
  const rank = tensor.shape.length;
  return transposed ? { rows: rank - 1, columns: rank - 2 } : { rows: rank - 2, columns: rank - 1 };
}

/**
 * The matrix product over the last two dimensions: C = A·B, with either factor transposed; leading dimensions are a batch.
 * Ā = C̄·Bᵀ and B̄ = Aᵀ·C̄, which are again products of this form whatever was transposed.
 */
export const dotPrimitive = primitive<DotAttributes>({
  name: "dot",
  doc: "the matrix product of the last two dimensions, batched over the leading ones",
  signature: ([left, right], { transposeLeft, transposeRight }) => {
    for (const tensor of [left!, right!]) {
      if (tensor.shape.length < 2) throw new AdjointError("dot/rank", { tensor });
    }
    const a = matrixAxes(left!, transposeLeft);
    const b = matrixAxes(right!, transposeRight);
    if (left!.shape[a.columns] !== right!.shape[b.rows]) {
      throw new AdjointError("dot/inner-dimensions", {
        left: left!,
        right: right!,
        leftAxis: a.columns,
        rightAxis: b.rows,
      });
    }
    const batch = left!.shape.slice(0, -2);
    if (!sameShape(batch, right!.shape.slice(0, -2)))
      throw new AdjointError("dot/batch", { left: left!, right: right! });
    return {
      shape: [...batch, left!.shape[a.rows]!, right!.shape[b.columns]!],
      dtype: commonDType("dot", [left!, right!], floats),
    };
  },
  vjp: ({ cotangent, inputs: [left, right], attributes: { transposeLeft, transposeRight } }) => [
    transposeLeft ? dot(right!, cotangent, transposeRight, true) : dot(cotangent, right!, false, !transposeRight),
    transposeRight ? dot(cotangent, left!, true, transposeLeft) : dot(left!, cotangent, !transposeLeft, false),
  ],
  jvp: ({ tangents: [dLeft, dRight], inputs: [left, right], attributes: { transposeLeft, transposeRight } }) =>
    sumOfTerms([
      dLeft && dot(dLeft, right!, transposeLeft, transposeRight),
      dRight && dot(left!, dRight, transposeLeft, transposeRight),
    ]),
  evaluate: ([left, right], { transposeLeft, transposeRight }, out) => {
    const [rows, columns] = out.shape.slice(-2) as [number, number];
    const inner = left!.shape[left!.shape.length - (transposeLeft ? 2 : 1)]!;
    const batches = sizeOf(out.shape.slice(0, -2));
    const a = transposeLeft ? transposed(left!) : left!.data;
    const b = transposeRight ? transposed(right!) : right!.data;
    const total = new Float64Array(columns);
    for (let row = 0; row < batches * rows; row++) {
      const first = Math.floor(row / rows) * inner * columns;
      total.fill(0);
      for (let k = 0; k < inner; k++) {
        const x = a[row * inner + k]!;
        const start = first + k * columns;
        for (let column = 0; column < columns; column++) total[column]! += x * b[start + column]!;
      }
      out.data.set(total, row * columns);
    }
  },
});

/** The elements with the last two dimensions exchanged. */
function transposed({ data, shape }: TensorValue): TensorValue["data"] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const result = data.slice();
  for (let start = 0; start < data.length; start += rows * columns) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) result[start + j * rows + i] = data[start + i * columns + j]!;
    }
  }
  return result;
}

/** The product as it stands in the graph; users call `matmul`. */
export const dot = (left: Tensor, right: Tensor, transposeLeft = false, transposeRight = false): Tensor =>
  apply(dotPrimitive, [left, right], { transposeLeft, transposeRight });
