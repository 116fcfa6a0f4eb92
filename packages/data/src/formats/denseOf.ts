import { DataError } from "../errors/dataError.js";
import { allocate } from "../internal/allocate.js";
import { defaultLimit } from "./internal/inflate.js";
import { storedTypes } from "./internal/storedTypes.js";
import type { MatArray, MatSparse } from "./matValue.js";
import type { StoredArrayOf, StoredType } from "./storedArray.js";

/**
 * A sparse matrix as an array with all of its zeros. Elements that are stored twice are added.
 *
 * @param options.limit bytes that the array may take. Default 2³⁰, 1 GiB: a small file can announce any size.
 * @throws DataError `data/too-large`.
 * @example
 * denseOf({ kind: "sparse", dtype: "f64", shape: [2, 2], rows: Int32Array.of(1), columns: Int32Array.of(0), data: Float64Array.of(7) }).data; // [0, 0, 7, 0]
 */
export function denseOf<T extends StoredType>(
  sparse: MatSparse<T>,
  { limit = defaultLimit }: { readonly limit?: number } = {},
): MatArray {
  const { dtype, shape, data, imaginary } = sparse;
  const { width } = storedTypes[dtype];
  const count = shape[0] * shape[1];
  const parts = imaginary === undefined ? 1 : 2;
  if (count * width * parts > limit) {
    throw new DataError({
      code: "data/too-large",
      expected: `a dense matrix of at most ${limit} bytes`,
      found: `[${shape.join(", ")}] of ${dtype}, ${count * width * parts} bytes`,
      remedy: "Raise `limit` if there is memory for it, or use the stored elements as they are.",
    });
  }
  const real = { kind: "array", dtype, shape, data: spread(sparse, data) } as const;
  return imaginary === undefined ? real : { ...real, imaginary: spread(sparse, imaginary) };
}

function spread<T extends StoredType>(sparse: MatSparse<T>, data: StoredArrayOf[T]): StoredArrayOf[T] {
  const { dtype, shape, rows, columns } = sparse;
  const { width, over } = storedTypes[dtype];
  const count = shape[0] * shape[1];
  const dense = over(allocate(count * width, "<bytes>"), 0, count) as Float64Array;
  const values = data as Float64Array;
  for (let k = 0; k < values.length; k++) {
    const place = rows[k]! * shape[1] + columns[k]!;
    dense[place] = dtype === "bool" ? dense[place]! | values[k]! : dense[place]! + values[k]!;
  }
  return dense as StoredArrayOf[T];
}
