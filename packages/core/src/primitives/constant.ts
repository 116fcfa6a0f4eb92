import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { arrayOf } from "../types/arrayOf.js";
import type { DType, NumericArray } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";
import type { TensorValue } from "../types/tensorValue.js";

/** A tensor whose numbers are part of the graph. */
export const constantPrimitive = primitive<{ value: TensorValue }>({
  name: "constant",
  doc: "numbers that are part of the graph",
  signature: (_inputs, { value }) => ({ shape: value.shape, dtype: value.dtype }),
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

/**
 * Numbers as a tensor: a scalar, nested arrays, or a typed array with a shape.
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
  const flat = ArrayBuffer.isView(value)
    ? { dtype, shape: [value.length], data: arrayOf(dtype, value.length, value) }
    : nestedValue(value as Nested, dtype);
  const sizes: readonly number[] = shape ?? flat.shape;
  if (sizes.reduce((size, dim) => size * dim, 1) !== flat.data.length) {
    throw new AdjointError("constant/size", { shape: sizes, length: flat.data.length });
  }
  return apply(constantPrimitive, [], { value: { ...flat, shape: sizes } }) as Tensor<Shape> as Tensor<S>;
}

/** A constant from a value that is a `TensorValue` already. */
export const constantFrom = (value: TensorValue): Tensor => apply(constantPrimitive, [], { value });
