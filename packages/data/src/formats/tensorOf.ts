import type { TensorValue } from "@adjoint/core";
import { DataError } from "../errors/dataError.js";
import type { StoredArray, StoredType } from "./storedArray.js";

/**
 * An array of a file as a tensor, exactly: the types of tensors are kept, i8, i16 and u16 become i32, and u32, i64 and u64
 * become i32 where every element fits, else f64.
 *
 * @param array its memory is shared where the type is kept.
 * @param options.name what the caller knows it by, for error messages. Default `"array"`.
 * @throws DataError `data/inexact` for an integer beyond ±2⁵³, which f64 cannot hold; `data/complex` for complex numbers.
 * @example
 * tensorOf({ dtype: "i64", shape: [2], data: BigInt64Array.of(5n, 0n) }); // { dtype: "i32", shape: [2], data: [5, 0] }
 */
export function tensorOf(array: StoredArray, { name = "array" }: { readonly name?: string } = {}): TensorValue {
  const { dtype, shape, data, imaginary } = array;
  if (imaginary !== undefined) {
    const expected = `"${name}" of real numbers`;
    throw new DataError({ code: "data/complex", expected, found: `${dtype} with imaginary parts` });
  }
  if (isTensorType(dtype)) return { dtype, shape, data } as TensorValue;
  if (dtype === "i8" || dtype === "i16" || dtype === "u16") {
    return { dtype: "i32", shape, data: Int32Array.from(data as Int16Array) };
  }
  const numbers = Float64Array.from(data as BigInt64Array, Number);
  if (numbers.every((value) => value === (value | 0))) return { dtype: "i32", shape, data: Int32Array.from(numbers) };
  const inexact = numbers.findIndex((value) => !Number.isSafeInteger(value));
  if (inexact !== -1) {
    throw new DataError({
      code: "data/inexact",
      expected: `"${name}" with integers from -(2^53 - 1) to 2^53 - 1`,
      found: `${data[inexact]} as element ${inexact}`,
    });
  }
  return { dtype: "f64", shape, data: numbers };
}

const isTensorType = (dtype: StoredType): dtype is TensorValue["dtype"] =>
  dtype === "f32" || dtype === "f64" || dtype === "i32" || dtype === "u8" || dtype === "bool";
