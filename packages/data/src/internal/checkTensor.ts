import type { TensorValue } from "@adjoint/core";
import { DataError } from "../errors/dataError.js";
import { elements } from "./elements.js";
import { product } from "./product.js";

/**
 * Refuses a tensor whose elements do not fit its shape or its element type.
 *
 * @param name what the caller knows the tensor by.
 * @throws DataError `data/tensor`.
 */
export function checkTensor(name: string, { dtype, shape, data }: TensorValue): void {
  const array = elements[dtype].over(new ArrayBuffer(0))[Symbol.toStringTag];
  if (data[Symbol.toStringTag] !== array) {
    const expected = `"${name}": a ${array}, for ${dtype}`;
    throw new DataError({ code: "data/tensor", expected, found: `a ${data[Symbol.toStringTag]}` });
  }
  const fits = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (fits && data.byteLength === product(shape) * elements[dtype].width) return;
  throw new DataError({
    code: "data/tensor",
    expected: `"${name}": ${product(shape)} elements, for shape [${shape.join(", ")}] of ${dtype}`,
    found: `${data.length} elements in ${data.byteLength} bytes`,
  });
}
