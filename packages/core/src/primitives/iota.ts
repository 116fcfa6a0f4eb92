import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { Dim } from "../types/shape.js";

/** The vector 0, 1, …, n − 1. */
export const iotaPrimitive = primitive<{ shape: readonly [Dim]; dtype: DType }>({
  name: "iota",
  doc: "0, 1, …, n − 1",
  signature: (_inputs, { shape, dtype }) => ({ shape, dtype }),
  vjp: () => [],
  jvp: () => undefined,
  evaluate: (_inputs, _attributes, out) => {
    for (let i = 0; i < out.data.length; i++) out.data[i] = i;
  },
});

/**
 * The vector 0, 1, …, `length` − 1.
 *
 * @param length a size or the name of a dimension
 * @param dtype default: `i32`
 * @example
 * const positions = iota("batch");
 */
export const iota = <const N extends Dim>(length: N, dtype: DType = "i32"): Tensor<readonly [N]> =>
  apply(iotaPrimitive, [], { shape: [length], dtype }) as Tensor as Tensor<readonly [N]>;
