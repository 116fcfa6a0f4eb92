import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { sameShape } from "../types/sameShape.js";
import type { Concat, Result, Valid } from "../types/shape.js";
import { resolveAxis } from "./internal/axes.js";
import { commonDType, everything } from "./internal/dtypes.js";
import { offsets, stridesOf } from "./internal/strides.js";
import { slice } from "./slice.js";
import { zerosLike } from "./zerosLike.js";

/** Tensors one after another along one axis; its adjoint cuts the cotangent into their parts. */
export const concatPrimitive = primitive<{ axis: number }>({
  name: "concat",
  doc: "the inputs one after another along `axis`",
  signature: (inputs, { axis }) => {
    const [first, ...rest] = inputs as readonly [Tensor, ...Tensor[]];
    for (const other of rest) {
      const fits = axis < other.shape.length && sameShape(other.shape.with(axis, first.shape[axis]!), first.shape);
      if (!fits) throw new AdjointError("concat/shapes-differ", { left: first, right: other, axis });
    }
    const sizes = inputs.map((input) => {
      const size = input.shape[axis]!;
      if (typeof size === "string") throw new AdjointError("concat/named-axis", { tensor: input, axis });
      return size;
    });
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return { shape: first.shape.with(axis, total), dtype: commonDType("concat", inputs, everything) };
  },
  vjp: ({ cotangent, inputs, attributes: { axis } }) => {
    let end = 0;
    return inputs.map((input) => {
      const start = end;
      end += Number(input.shape[axis]);
      return slice(cotangent, { axis, start, end });
    });
  },
  jvp: ({ tangents, inputs, attributes: { axis } }) =>
    concat(
      tangents.map((tangent, i) => tangent ?? zerosLike(inputs[i]!)),
      axis,
    ),
  evaluate: (inputs, { axis }, out) => {
    const strides = stridesOf(out.shape);
    let start = 0;
    for (const input of inputs) {
      const to = offsets(input.shape, strides, start * strides[axis]!);
      for (let i = 0; i < to.length; i++) out.data[to[i]!] = input.data[i]!;
      start += input.shape[axis]!;
    }
  },
});

type Shapes<T extends readonly Tensor[]> = { readonly [I in keyof T]: T[I] extends Tensor<infer S> ? S : never };

/**
 * Tensors one after another along one axis; the other dimensions must be equal.
 *
 * @param tensors at least one, of one dtype and rank
 * @param axis negative: counted from the end. Its sizes must be numbers, and add up
 * @throws AdjointError `concat/empty`, `concat/shapes-differ`, `concat/named-axis`, `axis/out-of-range`, `dtype/differ`
 * @example
 * const features = concat([pixels, coordinates], -1);
 */
export function concat<const T extends readonly Tensor[], const Axis extends number>(
  tensors: T & Valid<Concat<Shapes<T>, Axis>>,
  axis: Axis,
): Tensor<Result<Concat<Shapes<T>, Axis>>> {
  const list: readonly Tensor[] = tensors;
  const [first] = list;
  if (first === undefined) throw new AdjointError("concat/empty", {});
  const along = resolveAxis("concat", first, axis);
  return apply(concatPrimitive, list, { axis: along }) as Tensor as Tensor<Result<Concat<Shapes<T>, Axis>>>;
}
