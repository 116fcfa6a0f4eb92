import { DataError } from "../errors/dataError.js";
import { checkStored } from "./internal/checkStored.js";
import { idxCodeOf } from "./internal/idxTypes.js";
import { reorder } from "./internal/reorder.js";
import { storedBytes, storedTypes } from "./internal/storedTypes.js";
import type { StoredArray } from "./storedArray.js";

/**
 * Writes an array as an uncompressed IDX file; the inverse of `readIdx`, which widens i8 and i16 to i32.
 *
 * @param value real numbers of type u8, i8, i16, i32, f32 or f64, of rank 0 to 255, each dimension below 2³².
 * @returns the bytes of the file.
 * @throws DataError `idx/unwritable` for another element type or a shape that IDX cannot express; `data/tensor` for elements that
 * do not fit the shape.
 * @example
 * writeIdx({ dtype: "u8", shape: [3], data: Uint8Array.of(5, 0, 4) }); // 00 00 08 01 00 00 00 03 05 00 04
 */
export function writeIdx(value: StoredArray): Uint8Array {
  checkStored("value", value);
  const { dtype, shape, data, imaginary } = value;
  const code = idxCodeOf[dtype];
  const fits = shape.length <= 255 && shape.every((size) => size < 2 ** 32);
  if (code === undefined || !fits || imaginary !== undefined) {
    throw new DataError({
      code: "idx/unwritable",
      expected: "u8, i8, i16, i32, f32 or f64 of rank 0 to 255, each dimension below 2^32",
      found: `${imaginary === undefined ? "" : "complex "}${dtype} of rank ${shape.length} and shape [${shape.join(", ")}]`,
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
  reorder(storedBytes(data), bytes.subarray(start), storedTypes[dtype].width, "big");
  return bytes;
}
