import type { TensorValue } from "@adjoint/core";
import { DataError } from "../errors/dataError.js";
import { checkTensor } from "../internal/checkTensor.js";
import { bytesOf, elements } from "../internal/elements.js";
import { idxCodeOf } from "./internal/idxTypes.js";
import { reorder } from "./internal/reorder.js";

/**
 * Writes a tensor as an uncompressed IDX file; the inverse of `readIdx`.
 *
 * @param value u8, i32, f32 or f64, of rank 0 to 255, each dimension below 2³².
 * @returns the bytes of the file.
 * @throws DataError `idx/unwritable` for bool or a shape that IDX cannot express; `data/tensor` for a malformed tensor.
 * @example
 * writeIdx({ dtype: "u8", shape: [3], data: Uint8Array.of(5, 0, 4) }); // 00 00 08 01 00 00 00 03 05 00 04
 */
export function writeIdx(value: TensorValue): Uint8Array {
  checkTensor("value", value);
  const { dtype, shape, data } = value;
  const code = idxCodeOf[dtype];
  if (code === undefined || shape.length > 255 || shape.some((size) => size >= 2 ** 32)) {
    throw new DataError({
      code: "idx/unwritable",
      expected: "u8, i32, f32 or f64 of rank 0 to 255, each dimension below 2^32",
      found: `${dtype} of rank ${shape.length} and shape [${shape.join(", ")}]`,
    });
  }
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + data.byteLength);
  const header = new DataView(bytes.buffer, 0, start);
  header.setUint8(2, code);
  header.setUint8(3, shape.length);
  shape.forEach((size, axis) => {
    header.setUint32(4 + 4 * axis, size);
  });
  reorder(bytesOf(data), bytes.subarray(start), elements[dtype].width, "big");
  return bytes;
}
