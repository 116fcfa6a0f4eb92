import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { sameShape } from "../types/sameShape.js";
import type { Shape } from "../types/shape.js";
import { stopGradient } from "./stopGradient.js";

/**
 * The identity on `value`, which says what a variable becomes when this is computed. `present` stands for the variable as this
 * one use of it finds it, and tells uses apart: nodes with the same `present` are copies of one update.
 */
export const withUpdatePrimitive = primitive({
  name: "withUpdate",
  doc: "the first input; a program that computes it sets the variable behind the second to the third",
  signature: ([value, present, next]) => {
    if (next!.dtype !== present!.dtype || !sameShape(next!.shape, present!.shape)) {
      throw new AdjointError("session/update", { variable: present!.inputs[0] ?? present!, value: next! });
    }
    return { shape: value!.shape, dtype: value!.dtype };
  },
  vjp: ({ cotangent }) => [cotangent, undefined, undefined],
  jvp: ({ tangents: [dValue] }) => dValue,
  evaluate: ([value], _attributes, out) => out.data.set(value!.data),
});

/** What a use of a variable gives, and what it leaves behind. */
export interface Updated<S extends Shape> {
  /** What is computed. Derivatives pass through it as if there were no update. */
  readonly value: Tensor<S>;
  /** What the variable becomes, in its shape and element type. */
  readonly next: Tensor;
}

/**
 * A value whose computation changes a variable, once, at the end of the run: a running mean, a counter, a random key. The
 * update belongs to the graph: every program that computes the value makes it, and none has to list it.
 *
 * Several uses of one variable in a program take turns, in the order of the tape: each finds what the one before it left.
 * Derivatives by what is read are zero, as with `stopGradient`.
 *
 * @param variable made by `variable`
 * @param use computes value and next value from the variable's present value
 * @returns `value`
 * @throws AdjointError `session/update` when `next` has another shape or element type than the variable;
 *   `session/repeated-update` and `session/nested-update` when a program that computes it is compiled
 * @example
 * const calls = variable("calls", [], { dtype: "i32" });
 * const count = () => withUpdate(calls, (before) => ({ value: before, next: add(before, 1) }));
 */
export function withUpdate<V extends Shape, S extends Shape>(
  variable: Tensor<V>,
  use: (present: Tensor<V>) => Updated<S>,
): Tensor<S> {
  const present = stopGradient(variable);
  const { value, next } = use(present);
  return apply(withUpdatePrimitive, [value, present, next], {}) as Tensor as Tensor<S>;
}
