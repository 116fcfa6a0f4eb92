import fc from "fast-check";
import { product } from "../internal/product.js";
import { storedTypes } from "./internal/storedTypes.js";
import type { StoredArray, StoredType } from "./storedArray.js";

const dataOf = {
  f32: (length) => fc.float32Array(length),
  f64: (length) => fc.float64Array(length),
  i8: (length) => fc.int8Array(length),
  i16: (length) => fc.int16Array(length),
  i32: (length) => fc.int32Array(length),
  i64: (length) => fc.bigInt64Array(length),
  u8: (length) => fc.uint8Array(length),
  u16: (length) => fc.uint16Array(length),
  u32: (length) => fc.uint32Array(length),
  u64: (length) => fc.bigUint64Array(length),
  bool: (length) => fc.uint8Array({ ...length, max: 1 }),
} satisfies Record<StoredType, (length: { minLength: number; maxLength: number }) => fc.Arbitrary<StoredArray["data"]>>;

export const storedTypeNames = Object.keys(storedTypes) as readonly StoredType[];

export interface StoredArraysOptions {
  readonly dtypes?: readonly StoredType[];
  readonly leastRank?: number;
  /** Element types that may have imaginary parts. */
  readonly complex?: readonly StoredType[];
}

/** Small arrays of every element type, of rank up to 4, empty ones among them; NaN and infinities too. */
export const storedArrays = (options: StoredArraysOptions = {}): fc.Arbitrary<StoredArray> => {
  const { dtypes = storedTypeNames, leastRank = 0, complex = [] } = options;
  const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: leastRank, maxLength: 4 });
  return fc.tuple(fc.constantFrom(...dtypes), shapes, fc.boolean()).chain(([dtype, shape, imaginary]) => {
    const size = product(shape);
    const data: fc.Arbitrary<StoredArray["data"]> = dataOf[dtype]({ minLength: size, maxLength: size });
    const real = data.map((data) => ({ dtype, shape, data }));
    return imaginary && complex.includes(dtype)
      ? fc.tuple(real, data).map(([array, imaginary]) => ({ ...array, imaginary }))
      : real;
  });
};
