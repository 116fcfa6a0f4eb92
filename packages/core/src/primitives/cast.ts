import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";
import { isFloat } from "./internal/dtypes.js";

/** Conversion of elements; among floats it is linear, so its adjoint is the conversion back. */
export const castPrimitive = primitive<{ dtype: DType }>({
  name: "cast",
  doc: "x as another element type: integers truncate and wrap, `bool` is x ≠ 0",
  signature: ([x], { dtype }) => ({ shape: x!.shape, dtype }),
  vjp: ({ cotangent, inputs: [x] }) => [isFloat(x!.dtype) ? cast(cotangent, x!.dtype) : undefined],
  jvp: ({ tangents: [dx], attributes: { dtype } }) => (isFloat(dtype) ? cast(dx!, dtype) : undefined),
  evaluate: ([x], { dtype }, out) => {
    for (let i = 0; i < out.data.length; i++) out.data[i] = dtype === "bool" ? Number(x!.data[i] !== 0) : x!.data[i]!;
  },
});

/**
 * `x` with elements of another type. Nothing else converts: operands of different types are an error.
 *
 * @param x any shape and dtype
 * @param dtype the result's; `x` itself is returned when it has that type already
 * @example
 * const scaled = div(cast(input("pixels", ["batch", 784], "u8"), "f32"), 255);
 */
export const cast = <S extends Shape>(x: Tensor<S>, dtype: DType): Tensor<S> =>
  x.dtype === dtype ? x : (apply(castPrimitive, [x], { dtype }) as Tensor<S>);
