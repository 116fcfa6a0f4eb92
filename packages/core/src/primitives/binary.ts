import { apply } from "../graph/apply.js";
import { type Primitive, primitive } from "../graph/primitive.js";
import type { Operand, ShapeOf, Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { Broadcast, Result, Valid } from "../types/shape.js";
import { equal, greater } from "./compare.js";
import { floats, numbers } from "./internal/dtypes.js";
import { elementwiseSignature } from "./internal/elementwise.js";
import { broadcastOperands } from "./internal/operands.js";
import { sumOfTerms } from "./internal/sumOfTerms.js";
import { select } from "./select.js";
import { log, neg } from "./unary.js";

/** An elementwise function of two real arguments, z = f(x, y). */
export interface Binary {
  readonly doc: string;
  readonly value: (x: number, y: number) => number;
  /** The same on 32-bit integers, where `value` would not wrap or truncate as they do. */
  readonly integer?: (x: number, y: number) => number;
  /** The share of dz that dx brings, and the share that dy brings. Each is diagonal, so it serves both modes. */
  readonly differentials?: readonly [
    (dx: Tensor, x: Tensor, y: Tensor, z: Tensor) => Tensor,
    (dy: Tensor, x: Tensor, y: Tensor, z: Tensor) => Tensor,
  ];
  /** Where it is defined and smooth, for x and for y: the open intervals that verification samples from. */
  readonly domain: readonly [readonly [number, number], readonly [number, number]];
  /** Exact values worth checking. */
  readonly special: readonly (readonly [x: number, y: number, z: number])[];
  /** Element types it takes. Default: floats and i32. */
  readonly dtypes?: readonly DType[];
}

const real = [-Infinity, Infinity] as const;
const positive = [0, Infinity] as const;

/** The part of a tie that one side answers for: all where it wins, half where both are equal. */
const winner = (won: Tensor, tied: Tensor, dx: Tensor): Tensor => select(won, dx, select(tied, mul(dx, 0.5), 0));

export const binary = {
  add: {
    doc: "x + y",
    value: (x, y) => x + y,
    differentials: [(dx) => dx, (dy) => dy],
    domain: [real, real],
    special: [[Infinity, -Infinity, Number.NaN]],
  },
  sub: {
    doc: "x − y",
    value: (x, y) => x - y,
    differentials: [(dx) => dx, (dy) => neg(dy)],
    domain: [real, real],
    special: [[Infinity, Infinity, Number.NaN]],
  },
  mul: {
    doc: "x · y",
    value: (x, y) => x * y,
    integer: Math.imul,
    differentials: [(dx, _x, y) => mul(dx, y), (dy, x) => mul(dy, x)],
    domain: [real, real],
    special: [[0, Infinity, Number.NaN]],
  },
  div: {
    doc: "x / y; on integers it truncates towards zero",
    value: (x, y) => x / y,
    integer: (x, y) => Math.trunc(x / y),
    differentials: [(dx, _x, y) => div(dx, y), (dy, _x, y, z) => neg(mul(dy, div(z, y)))],
    domain: [real, positive],
    special: [
      [1, 0, Infinity],
      [0, 0, Number.NaN],
    ],
  },
  pow: {
    doc: "xʸ",
    value: (x, y) => x ** y,
    differentials: [
      // Where x and y are both 0, the exponent is kept from −1, so that 0 · 0⁻¹ does not turn into NaN.
      (dx, x, y) => mul(dx, mul(y, pow(x, sub(select(and(equal(x, 0), equal(y, 0)), 1, y), 1)))),
      // xʸ ln x tends to 0 with x for y > 0.
      (dy, x, _y, z) => mul(dy, mul(z, log(select(equal(x, 0), 1, x)))),
    ],
    domain: [positive, real],
    special: [
      [0, 0, 1],
      [2, 10, 1024],
      [0, 2, 0],
    ],
    dtypes: floats,
  },
  maximum: {
    doc: "the larger of x and y; a tie shares the derivative equally",
    value: Math.max,
    differentials: [
      (dx, x, y) => winner(greater(x, y), equal(x, y), dx),
      (dy, x, y) => winner(greater(y, x), equal(x, y), dy),
    ],
    domain: [real, real],
    special: [
      [1, Number.NaN, Number.NaN],
      [-0, 0, 0],
    ],
  },
  minimum: {
    doc: "the smaller of x and y; a tie shares the derivative equally",
    value: Math.min,
    differentials: [
      (dx, x, y) => winner(greater(y, x), equal(x, y), dx),
      (dy, x, y) => winner(greater(x, y), equal(x, y), dy),
    ],
    domain: [real, real],
    special: [
      [1, Number.NaN, Number.NaN],
      [-0, 0, -0],
    ],
  },
  and: {
    doc: "x and y",
    value: (x, y) => x & y,
    domain: [real, real],
    special: [
      [1, 1, 1],
      [1, 0, 0],
    ],
    dtypes: ["bool"],
  },
  or: {
    doc: "x or y",
    value: (x, y) => x | y,
    domain: [real, real],
    special: [
      [0, 1, 1],
      [0, 0, 0],
    ],
    dtypes: ["bool"],
  },
  shiftRight: {
    doc: "the bits of x moved y places to the right, zeros coming in (StableHLO's shift_right_logical)",
    value: (x, y) => (x >>> y) | 0,
    domain: [real, [0, 31]],
    special: [
      [-1, 8, 0xffffff],
      [-1, 31, 1],
    ],
    dtypes: ["i32"],
  },
} satisfies Record<string, Binary>;

const define = (name: string, { doc, value, integer, differentials, dtypes = numbers }: Binary): Primitive =>
  primitive({
    name,
    doc,
    signature: (inputs) => elementwiseSignature(name, inputs, dtypes),
    vjp: ({ cotangent, inputs: [x, y], output }) => [
      differentials?.[0](cotangent, x!, y!, output),
      differentials?.[1](cotangent, x!, y!, output),
    ],
    jvp: ({ tangents, inputs: [x, y], output }) =>
      sumOfTerms(tangents.map((tangent, i) => tangent && differentials?.[i]?.(tangent, x!, y!, output))),
    evaluate: ([x, y], _attributes, out) => {
      const f = out.dtype === "i32" ? (integer ?? value) : value;
      for (let i = 0; i < out.data.length; i++) out.data[i] = f(x!.data[i]!, y!.data[i]!);
    },
  });

/** The primitives behind the functions of this file, by name. */
export const binaryPrimitives = Object.fromEntries(
  Object.entries(binary).map(([name, entry]) => [name, define(name, entry)]),
) as { readonly [Name in keyof typeof binary]: Primitive };

type BinaryFunction = <A extends Operand, B extends Operand>(
  x: A,
  y: B & Valid<Broadcast<ShapeOf<A>, ShapeOf<B>>>,
) => Tensor<Result<Broadcast<ShapeOf<A>, ShapeOf<B>>>>;

const elementwise = (primitive: Primitive): BinaryFunction =>
  ((x: Operand, y: Operand) => apply(primitive, broadcastOperands(primitive.name, [x, y]), {})) as BinaryFunction;

/** x + y, elementwise and broadcasting. */
export const add = elementwise(binaryPrimitives.add);
/** x − y, elementwise and broadcasting. */
export const sub = elementwise(binaryPrimitives.sub);
/** x · y, elementwise and broadcasting. */
export const mul = elementwise(binaryPrimitives.mul);
/** x / y, elementwise and broadcasting; integers are truncated towards zero. */
export const div = elementwise(binaryPrimitives.div);
/** xʸ, elementwise and broadcasting; ∂/∂x = y·xʸ⁻¹, ∂/∂y = xʸ·ln x. */
export const pow = elementwise(binaryPrimitives.pow);
/** The larger of x and y. A tie shares the derivative equally; NaN in either gives NaN. */
export const maximum = elementwise(binaryPrimitives.maximum);
/** The smaller of x and y. A tie shares the derivative equally; NaN in either gives NaN. */
export const minimum = elementwise(binaryPrimitives.minimum);
/** Both, of `bool` tensors. */
export const and = elementwise(binaryPrimitives.and);
/** Either, of `bool` tensors. */
export const or = elementwise(binaryPrimitives.or);
/** The bits of an `i32` tensor moved to the right, zeros coming in. */
export const shiftRight = elementwise(binaryPrimitives.shiftRight);
