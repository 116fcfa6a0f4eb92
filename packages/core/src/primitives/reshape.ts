import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { sameShape } from "../types/sameShape.js";
import type { Reshape, Result, Shape, Valid } from "../types/shape.js";

/** The size as far as it is known, and the names that multiply it, in a canonical order. */
function extentOf(shape: Shape): string {
  const size = shape.reduce<number>((product, dim) => (typeof dim === "number" ? product * dim : product), 1);
  return [size, ...shape.filter((dim) => typeof dim === "string").toSorted()].join(" · ");
}

/** The same elements, in the same row-major order, under other dimensions. */
export const reshapePrimitive = primitive<{ shape: Shape }>({
  name: "reshape",
  doc: "the same elements under other dimensions",
  signature: ([x], { shape }) => {
    if (extentOf(x!.shape) !== extentOf(shape)) {
      throw new AdjointError("reshape/size", { tensor: x!, shape, from: extentOf(x!.shape), to: extentOf(shape) });
    }
    return { shape, dtype: x!.dtype };
  },
  vjp: ({ cotangent, inputs: [x] }) => [reshape(cotangent, x!.shape)],
  jvp: ({ tangents: [dx], attributes: { shape } }) => reshape(dx!, shape),
  evaluate: ([x], _attributes, out) => out.data.set(x!.data),
});

/**
 * The same elements under other dimensions; a named dimension must stay a dimension of its own.
 *
 * @param x any shape
 * @param shape sizes and names with as many elements; `x` itself is returned when it has that shape already
 * @throws AdjointError `reshape/size`
 * @example
 * const flat = reshape(images, ["batch", 784]);
 */
export function reshape<From extends Shape, const To extends Shape>(
  x: Tensor<From>,
  shape: To & Valid<Reshape<From, To>>,
): Tensor<Result<Reshape<From, To>>> {
  const target: Shape = shape;
  return (sameShape(x.shape, target) ? x : apply(reshapePrimitive, [x], { shape: target })) as Tensor as Tensor<
    Result<Reshape<From, To>>
  >;
}
