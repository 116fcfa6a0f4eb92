import type { NumericArray, TensorValue } from "@adjoint/core";
import { elements } from "./elements.js";
import { product } from "./product.js";

/** Below this many elements, copying a row by a loop beats one call of `set`. */
const widthWorthACall = 16;

/**
 * The rows of `tensor` at `rows`, in that order.
 *
 * @param target as many elements of the same type. Default: memory of their own.
 */
export function gatherRows(
  { dtype, shape, data }: TensorValue,
  rows: ArrayLike<number>,
  target?: NumericArray,
): TensorValue {
  const width = product(shape.slice(1));
  const gathered = target ?? elements[dtype].over(new ArrayBuffer(rows.length * width * elements[dtype].width));
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * width;
    if (width >= widthWorthACall) gathered.set(data.subarray(start, start + width), i * width);
    else for (let k = 0; k < width; k++) gathered[i * width + k] = data[start + k]!;
  }
  return { dtype, shape: [rows.length, ...shape.slice(1)], data: gathered };
}
