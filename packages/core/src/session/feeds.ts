import { AdjointError } from "../errors/adjointError.js";
import type { Tensor } from "../graph/tensor.js";
import { type Nested, nestedValue } from "../primitives/constant.js";
import { isFloat } from "../primitives/internal/dtypes.js";
import { sizeOf } from "../primitives/internal/strides.js";
import { arrayOf, isArrayOf } from "../types/arrayOf.js";
import type { DType, NumericArray } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";

/** What can be fed to an input: a number, nested arrays, a flat typed array, or numbers with a shape. */
export type Feed = Nested | NumericArray | TensorValue;

/** A feed whose numbers are in the declared element type, and whose shape may still have to be told from its length. */
export interface Fed {
  readonly data: NumericArray;
  readonly shape: readonly number[] | undefined;
}

const isTensorValue = (feed: Feed): feed is TensorValue => typeof feed === "object" && feed !== null && "data" in feed;

/** Does a typed array of this kind hold what the input declares? Floats of either precision are taken for each other. */
function accepts(dtype: DType, data: NumericArray): boolean {
  if (isFloat(dtype)) return data instanceof Float32Array || data instanceof Float64Array;
  return isArrayOf(dtype, data);
}

function checkWhole(input: Tensor, data: NumericArray, given: NumericArray): void {
  const wrong = given.find((x: number, i: number) => x !== data[i]);
  if (wrong !== undefined) throw new AdjointError("feed/dtype", { input, found: `the number ${wrong}` });
}

/** A truth value is 0 or 1 everywhere: `and` and `or` work bit by bit. */
function checkTruth(input: Tensor, data: NumericArray): void {
  const wrong = data.find((x: number) => x > 1);
  if (wrong !== undefined) throw new AdjointError("feed/dtype", { input, found: `the number ${wrong}` });
}

/** Converts a feed to the element type of its input; what would lose information is an error. */
export function toFed(input: Tensor, feed: Feed): Fed {
  const { dtype } = input;
  if (ArrayBuffer.isView(feed) || isTensorValue(feed)) {
    const { data, shape } = ArrayBuffer.isView(feed) ? { data: feed, shape: undefined } : feed;
    if (!accepts(dtype, data)) throw new AdjointError("feed/dtype", { input, found: `a ${data.constructor.name}` });
    if (shape !== undefined && sizeOf(shape) !== data.length)
      throw new AdjointError("feed/shape", { input, found: shape });
    if (dtype === "bool") checkTruth(input, data);
    return { data: isArrayOf(dtype, data) ? data : arrayOf(dtype, data.length, data), shape };
  }
  if (typeof feed === "object" ? !Array.isArray(feed) : typeof feed !== "number" && typeof feed !== "boolean") {
    throw new AdjointError("feed/dtype", { input, found: `a value of type ${typeof feed}` });
  }
  const given = nestedValue(feed as Nested, "f64");
  const data = arrayOf(dtype, given.data.length, given.data);
  if (!isFloat(dtype)) checkWhole(input, data, given.data);
  if (dtype === "bool") checkTruth(input, data);
  return { data, shape: given.shape };
}
