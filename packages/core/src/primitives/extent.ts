import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";

/** How many elements a shape holds, as a number that computations can use. */
export const extentPrimitive = primitive<{ shape: Shape; dtype: DType }>({
  name: "extent",
  doc: "the product of the sizes in `shape`, once their names are bound",
  signature: (_inputs, { dtype }) => ({ shape: [], dtype }),
  vjp: () => [],
  jvp: () => undefined,
  evaluate: (_inputs, { shape }, out) => {
    out.data[0] = shape.reduce<number>((size, dim) => size * Number(dim), 1);
  },
});

/**
 * The number of elements of `shape` as a scalar: what a mean divides by, also when the batch has only a name yet.
 *
 * @param shape sizes and names
 * @param dtype default: `f32`
 * @example
 * const average = div(sum(errors), extent(["batch"]));
 */
export const extent = (shape: Shape, dtype: DType = "f32"): Tensor<readonly []> =>
  apply(extentPrimitive, [], { shape, dtype }) as Tensor as Tensor<readonly []>;
