import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Operand, ShapeOf, Tensor } from "../graph/tensor.js";
import type { Broadcast, Result, Shape, Valid } from "../types/shape.js";
import { commonDType, everything } from "./internal/dtypes.js";
import { requireSameShape } from "./internal/elementwise.js";
import { asTensors, broadcastOperands } from "./internal/operands.js";
import { sumOfTerms } from "./internal/sumOfTerms.js";

/** Elementwise choice; the cotangent goes to the side that was chosen, zero to the other. */
export const selectPrimitive = primitive({
  name: "select",
  doc: "x where the condition holds, y elsewhere",
  signature: ([condition, x, y]) => {
    if (condition!.dtype !== "bool") {
      throw new AdjointError("dtype/unsupported", { operation: "select", tensor: condition!, allowed: ["bool"] });
    }
    requireSameShape("select", [condition!, x!, y!]);
    return { shape: x!.shape, dtype: commonDType("select", [x!, y!], everything) };
  },
  vjp: ({ cotangent, inputs: [condition] }) => [
    undefined,
    select(condition!, cotangent, 0),
    select(condition!, 0, cotangent),
  ],
  jvp: ({ tangents: [, dx, dy], inputs: [condition] }) =>
    sumOfTerms([dx && select(condition!, dx, 0), dy && select(condition!, 0, dy)]),
  evaluate: ([condition, x, y], _attributes, out) => {
    for (let i = 0; i < out.data.length; i++) out.data[i] = condition!.data[i] ? x!.data[i]! : y!.data[i]!;
  },
});

type SelectShape<C extends Tensor, A extends Operand, B extends Operand> =
  Broadcast<ShapeOf<A>, ShapeOf<B>> extends infer Both
    ? Both extends Shape
      ? Broadcast<ShapeOf<C>, Both>
      : Both
    : never;

/**
 * `x` where `condition` holds, `y` elsewhere; all three broadcast. Two plain numbers give an `f32` tensor.
 *
 * @param condition `bool`
 * @example
 * const rectified = select(greater(x, 0), x, 0);
 */
export const select = ((condition: Tensor, x: Operand, y: Operand) => {
  const [a, b] = asTensors([x, y]);
  return apply(selectPrimitive, broadcastOperands("select", [condition, a!, b!]), {});
}) as <C extends Tensor, A extends Operand, B extends Operand>(
  condition: C,
  x: A,
  y: B & Valid<SelectShape<C, A, B>>,
) => Tensor<Result<SelectShape<C, A, B>>>;
