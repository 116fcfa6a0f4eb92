import fc from "fast-check";
import { sizeOf } from "../primitives/internal/strides.js";
import type { Argument } from "./law.js";

/**
 * An argument of this shape, all of whose elements are drawn alike.
 *
 * @example
 * const anywhere = filled([2, 3], between(-3, 3));
 */
export const filled = (shape: readonly number[], element: fc.Arbitrary<number>): fc.Arbitrary<Argument> =>
  fc.array(element, { minLength: sizeOf(shape), maxLength: sizeOf(shape) }).map((data) => ({ shape, data }));
