import type { TensorValue } from "@adjoint/core";
import type { Scaling } from "../../dataset.js";
import { product } from "../../internal/product.js";

/**
 * The rows of `tensor` at `rows` as f32, each element x as factor·x + offset, in one sweep.
 *
 * @param target as many elements. Default: memory of their own.
 */
export function gatherScaled(
  { shape, data }: TensorValue,
  { factor, offset }: Scaling,
  rows: ArrayLike<number>,
  target?: Float32Array,
): TensorValue<"f32"> {
  const width = product(shape.slice(1));
  const gathered = target ?? new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * width;
    const at = i * width;
    for (let k = 0; k < width; k++) gathered[at + k] = factor * data[start + k]! + offset;
  }
  return { dtype: "f32", shape: [rows.length, ...shape.slice(1)], data: gathered };
}
