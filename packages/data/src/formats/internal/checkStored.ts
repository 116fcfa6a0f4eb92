import { DataError } from "../../errors/dataError.js";
import { product } from "../../internal/product.js";
import type { StoredArray } from "../storedArray.js";
import { storedTypes } from "./storedTypes.js";

/**
 * Refuses an array whose elements do not fit its shape.
 *
 * @param name what the caller knows the array by.
 * @throws DataError `data/tensor`.
 */
export function checkStored(name: string, { dtype, shape, data, imaginary = data }: StoredArray): void {
  const whole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  const size = product(shape) * storedTypes[dtype].width;
  if (whole && data.byteLength === size && imaginary.byteLength === size) return;
  throw new DataError({
    code: "data/tensor",
    expected: `"${name}": ${product(shape)} elements, for shape [${shape.join(", ")}] of ${dtype}`,
    found: `${data.length} elements in ${data.byteLength} bytes`,
  });
}
