import type { TensorValue } from "@adjoint/core";
import type { Column } from "../../dataset.js";
import { product } from "../../internal/product.js";

/**
 * The rows of `tensor` at `rows` as f32, each element x as factor·x + offset. Gathers and scales in one sweep: this is
 * what feeding a training step costs.
 */
export function gatherScaled(
  { shape, data }: TensorValue,
  { factor, offset }: NonNullable<Column["scaling"]>,
  rows: ArrayLike<number>,
): TensorValue {
  const width = product(shape.slice(1));
  const gathered = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * width;
    const target = i * width;
    for (let k = 0; k < width; k++) gathered[target + k] = factor * data[start + k]! + offset;
  }
  return { dtype: "f32", shape: [rows.length, ...shape.slice(1)], data: gathered };
}
