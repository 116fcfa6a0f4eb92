import fc from "fast-check";
import type { Tensor } from "../graph/tensor.js";
import { filled } from "./filled.js";
import type { Cases } from "./law.js";

/**
 * Uses of a function of tensors of one shape, of up to two dimensions.
 *
 * @param elements how the elements of each argument are drawn
 * @example
 * const cases = elementwise(softplus, between(-3, 3));
 */
export const elementwise =
  (f: (...tensors: readonly Tensor[]) => Tensor, ...elements: readonly fc.Arbitrary<number>[]): Cases =>
  (size) =>
    fc
      .array(size, { maxLength: 2 })
      .chain((shape) => fc.tuple(...elements.map((element) => filled(shape, element))))
      .map((args) => ({ arguments: args, build: (tensors) => f(...tensors) }));
