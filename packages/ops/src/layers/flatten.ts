import { type Multiply, named, reshape, type Shape } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

type Product<S extends Shape, Size extends number = 1> = S extends readonly [infer Head, ...infer Rest extends Shape]
  ? Head extends number
    ? Product<Rest, Multiply<Size, Head>>
    : `flatten: all dimensions but the first must have sizes, not the name ${Head & string}`
  : Size;

/** One row for each element of the first dimension. */
export interface Flatten extends ShapeMap {
  readonly out: this["in"] extends infer S extends Shape
    ? number extends S["length"]
      ? Shape
      : S extends readonly [infer Batch extends number | string, ...infer Rest extends Shape]
        ? Product<Rest> extends infer Size
          ? Size extends number
            ? readonly [Batch, Size]
            : Size
          : never
        : "flatten: the input needs a batch dimension"
    : never;
}

/**
 * All dimensions but the first as one, in row-major order, the last one fastest: images become rows.
 *
 * @formula y[n, i·W·C + j·C + c] = x[n, i, j, c]
 * @derivative x̄ is ȳ in the shape of x
 * @peers Keras `Flatten`, PyTorch `nn.Flatten` (of channels-first images: another order), optax —
 * @throws OpsError `ops/features`, when applied to a scalar, or where a dimension behind the first has only a name
 * @example
 * const network = sequential(maxPool2d(2), flatten, dense(10));
 */
export const flatten: Layer<Flatten> = layer("flatten", (x, { name }) => {
  const [batch, ...rest] = x.shape;
  const sizes = rest.filter((dim) => typeof dim === "number");
  if (batch === undefined || sizes.length < rest.length) {
    throw new OpsError("ops/features", { layer: name, found: x, expected: "[batch, …sizes]" });
  }
  return named(name, reshape(x, [batch, sizes.reduce((product, size) => product * size, 1)]));
});
