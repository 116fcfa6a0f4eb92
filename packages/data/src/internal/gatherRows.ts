import type { NumericArray, TensorValue } from "@adjoint/core";
import { copyRows } from "./copyRows.js";
import { bytesOf, elements } from "./elements.js";
import { freshMemory } from "./freshMemory.js";
import { product } from "./product.js";

/** Below this many elements, copying a row by a loop beats one call. */
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
  const { over, width: bytes } = elements[dtype];
  const gathered = target ?? over(freshMemory(rows.length * width * bytes));
  if (width >= widthWorthACall) copyRows(bytesOf(data), bytesOf(gathered), rows, width * bytes);
  else {
    for (let i = 0; i < rows.length; i++) {
      const start = rows[i]! * width;
      for (let k = 0; k < width; k++) gathered[i * width + k] = data[start + k]!;
    }
  }
  return { dtype, shape: [rows.length, ...shape.slice(1)], data: gathered };
}
