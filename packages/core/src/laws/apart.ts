import fc from "fast-check";
import { sizeOf } from "../primitives/internal/strides.js";
import { between } from "./between.js";
import type { Argument } from "./law.js";

/**
 * Arguments of these shapes, all of whose elements are at least ¼ apart: nothing changes places under a small step. For ops that
 * compare, such as maxima.
 */
export const apart = (...shapes: readonly (readonly number[])[]): fc.Arbitrary<readonly Argument[]> => {
  const count = shapes.reduce((total, shape) => total + sizeOf(shape), 0);
  const ranks = Array.from({ length: count }, (_, i) => i);
  return fc
    .tuple(
      fc.shuffledSubarray(ranks, { minLength: count, maxLength: count }),
      fc.array(between(0, 0.25), { minLength: count, maxLength: count }),
    )
    .map(([order, jitter]) => {
      const numbers = order.map((rank, i) => Math.fround((rank - count / 2) / 2 + jitter[i]!));
      let start = 0;
      return shapes.map((shape) => {
        const end = start + sizeOf(shape);
        const data = numbers.slice(start, end);
        start = end;
        return { shape, data };
      });
    });
};
