import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { arrayOf } from "../types/arrayOf.js";
import type { DType, NumericArray } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";
import type { TensorValue } from "../types/tensorValue.js";

export type ConstantAttributes = {
  readonly value: TensorValue;
  /** Absent where it is that of `value`. */
  readonly dtype?: DType;
};

/**
 * A tensor whose numbers are part of the graph. Those that `f32` cannot hold stay in `value` as they were written, beside the
 * `dtype` that they are rounded to when they are computed with: the same graph in double precision knows them exactly.
 */
export const constantPrimitive = primitive<ConstantAttributes>({
  name: "constant",
  doc: "numbers that are part of the graph",
  signature: (_inputs, { value, dtype = value.dtype }) => ({ shape: value.shape, dtype }),
  vjp: () => [],
  jvp: () => undefined,
  evaluate: (_inputs, { value }, out) => out.data.set(value.data),
});

/** Numbers, or arrays of them, nested once per dimension. */
export type Nested = number | boolean | readonly Nested[];

type Literal<T> = T extends number | boolean ? readonly [] : Shape;

function shapeOfNested(value: Nested): readonly number[] {
  if (typeof value !== "object") return [];
  return [value.length, ...(value.length > 0 ? shapeOfNested(value[0]!) : [])];
}

function flatten(value: Nested, shape: readonly number[], into: number[]): number[] {
  if (typeof value !== "object" || value.length !== shape[0]) {
    if (typeof value !== "object" && shape.length === 0) into.push(Number(value));
    else
      throw new AdjointError("constant/ragged", {
        expected: shape,
        found: typeof value === "object" ? value.length : value,
      });
    return into;
  }
  for (const row of value) flatten(row, shape.slice(1), into);
  return into;
}

/** Nested numbers as a `TensorValue` of their own shape. */
export function nestedValue(value: Nested, dtype: DType): TensorValue {
  const shape = shapeOfNested(value);
  const numbers = flatten(value, shape, []);
  return { dtype, shape, data: arrayOf(dtype, numbers.length, numbers) };
}

/** Numbers as a constant of this element type keeps them: as they were written where `f32` changes them, else converted. */
function keep(written: NumericArray, shape: readonly number[], dtype: DType): ConstantAttributes {
  const value = { dtype, shape, data: arrayOf(dtype, written.length, written) };
  if (dtype !== "f32" || value.data.every((x, i) => Object.is(x, written[i]))) return { value };
  return { value: { dtype: "f64", shape, data: arrayOf("f64", written.length, written) }, dtype };
}

/**
 * Numbers as a tensor: a scalar, nested arrays, or a typed array with a shape. They are rounded to the element type when a
 * program is made: in a session of `floats: "f64"`, 0.1 is the double next to 1/10.
 *
 * @param value a number or nested arrays of equal lengths; or a typed array, which then needs `shape`
 * @param options.dtype default: `f32`
 * @param options.shape for a flat array: its dimensions, whose product is its length
 * @throws AdjointError `constant/ragged`, `constant/size`
 * @example
 * const identity = constant([[1, 0], [0, 1]]);
 */
export function constant<const T extends Nested, const S extends Shape = Literal<T>>(
  value: T | NumericArray,
  options: { readonly dtype?: DType; readonly shape?: S & readonly number[] } = {},
): Tensor<S> {
  const { dtype = "f32", shape } = options;
  const { data, shape: own } = ArrayBuffer.isView(value)
    ? { data: value, shape: [value.length] }
    : nestedValue(value as Nested, "f64");
  const sizes: readonly number[] = shape ?? own;
  if (sizes.reduce((size, dim) => size * dim, 1) !== data.length) {
    throw new AdjointError("constant/size", { shape: sizes, length: data.length });
  }
  return apply(constantPrimitive, [], keep(data, sizes, dtype)) as Tensor<Shape> as Tensor<S>;
}

/** A constant from a value that is a `TensorValue` already. */
export const constantFrom = (value: TensorValue): Tensor => apply(constantPrimitive, [], { value });
