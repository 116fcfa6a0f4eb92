import type { DType, TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { expect } from "vitest";
import { DataError } from "../errors/dataError.js";
import { product } from "../internal/product.js";

const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 });

const dataOf = {
  f32: (length) => fc.float32Array({ minLength: length, maxLength: length }),
  f64: (length) => fc.float64Array({ minLength: length, maxLength: length }),
  i32: (length) => fc.int32Array({ minLength: length, maxLength: length }),
  u8: (length) => fc.uint8Array({ minLength: length, maxLength: length }),
  bool: (length) => fc.uint8Array({ minLength: length, maxLength: length, max: 1 }),
} satisfies Record<DType, (length: number) => fc.Arbitrary<TensorValue["data"]>>;

/** Small tensors of the given types, of rank 0 to 4, empty ones among them; NaN and infinities too. */
export const tensors = (...dtypes: readonly DType[]): fc.Arbitrary<TensorValue> =>
  fc
    .tuple(fc.constantFrom(...dtypes), shapes)
    .chain(([dtype, shape]) => dataOf[dtype](product(shape)).map((data) => ({ dtype, shape, data })));

/** Some bytes of a valid file replaced, or its end cut off or added to. */
export const damaged = (files: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(files, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }), fc.integer())
    .map(([file, changes, change]) => {
      const length = Math.max(0, file.length + (change % 4));
      const bytes = new Uint8Array(length);
      bytes.set(file.subarray(0, length));
      for (const [place, byte] of changes) if (length > 0) bytes[place % length] = byte;
      return bytes;
    });

/** A reader returns a value or throws a `DataError`, whatever the bytes. */
export function readsOrRefuses(read: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void {
  try {
    read(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
  }
}

/** What `act` throws, which must be a `DataError`. */
export function refusal(act: () => unknown): DataError {
  try {
    act();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** What a promise, or a function that returns one, is rejected with; it must be a `DataError`. */
export async function rejection(act: Promise<unknown> | (() => Promise<unknown>)): Promise<DataError> {
  try {
    await (typeof act === "function" ? act() : act);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
