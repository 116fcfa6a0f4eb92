import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Operand, ShapeOf, Tensor } from "../graph/tensor.js";
import type { Broadcast, Result, Valid } from "../types/shape.js";
import { everything } from "./internal/dtypes.js";
import { elementwiseSignature } from "./internal/elementwise.js";
import { broadcastOperands } from "./internal/operands.js";

/** The six orders, by StableHLO's names. */
export const directions = {
  EQ: (x, y) => x === y,
  NE: (x, y) => x !== y,
  LT: (x, y) => x < y,
  LE: (x, y) => x <= y,
  GT: (x, y) => x > y,
  GE: (x, y) => x >= y,
} satisfies Record<string, (x: number, y: number) => boolean>;

export type Direction = keyof typeof directions;

/** Elementwise comparison, `bool`. NaN equals nothing and has no order. */
export const comparePrimitive = primitive<{ direction: Direction }>({
  name: "compare",
  doc: "whether x and y stand in the order `direction`",
  signature: (inputs) => ({ ...elementwiseSignature("compare", inputs, everything), dtype: "bool" }),
  vjp: () => [undefined, undefined],
  jvp: () => undefined,
  evaluate: ([x, y], { direction }, out) => {
    const holds = directions[direction];
    for (let i = 0; i < out.data.length; i++) out.data[i] = holds(x!.data[i]!, y!.data[i]!) ? 1 : 0;
  },
});

type CompareFunction = <A extends Operand, B extends Operand>(
  x: A,
  y: B & Valid<Broadcast<ShapeOf<A>, ShapeOf<B>>>,
) => Tensor<Result<Broadcast<ShapeOf<A>, ShapeOf<B>>>>;

const comparison = (direction: Direction): CompareFunction =>
  ((x: Operand, y: Operand) =>
    apply(comparePrimitive, broadcastOperands("compare", [x, y]), { direction })) as CompareFunction;

/** x = y, as `bool`. */
export const equal = comparison("EQ");
/** x ≠ y, as `bool`: true where either is NaN. */
export const notEqual = comparison("NE");
/** x < y, as `bool`. */
export const less = comparison("LT");
/** x ≤ y, as `bool`. */
export const lessEqual = comparison("LE");
/** x > y, as `bool`. */
export const greater = comparison("GT");
/** x ≥ y, as `bool`. */
export const greaterEqual = comparison("GE");
