import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";

/** A tensor that is fed to each run of a program. */
export const inputPrimitive = primitive<{ name: string; shape: Shape; dtype: DType }>({
  name: "input",
  doc: "fed to each run of a program, by name",
  signature: (_inputs, { shape, dtype }) => ({ shape, dtype }),
  vjp: () => [],
  jvp: () => undefined,
});

/**
 * Declares a tensor that is fed to each run, by name.
 *
 * @param name the key in the feeds
 * @param shape sizes, and names of sizes that a feed decides: `["batch", 784]`
 * @param dtype default: `f32`
 * @example
 * const pixels = input("pixels", ["batch", 784]);
 * const labels = input("labels", ["batch"], "i32");
 */
export const input = <const S extends Shape>(name: string, shape: S, dtype: DType = "f32"): Tensor<S> =>
  apply(inputPrimitive, [], { name, shape, dtype }, name) as Tensor as Tensor<S>;
