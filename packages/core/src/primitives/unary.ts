import { apply } from "../graph/apply.js";
import { type Primitive, primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { Shape } from "../types/shape.js";
import { add, div, mul, sub } from "./binary.js";
import { floats, numbers } from "./internal/dtypes.js";
import { elementwiseSignature } from "./internal/elementwise.js";
import { errorFunction } from "./internal/errorFunction.js";

/** An elementwise function of one real argument. */
export interface Unary {
  readonly doc: string;
  readonly value: (x: number) => number;
  /**
   * dy in terms of dx, x and y = f(x). The Jacobian is diagonal, hence its own transpose: this one rule pushes tangents
   * forward and pulls cotangents back. Absent where the derivative is zero wherever it exists.
   */
  readonly differential?: (dx: Tensor, x: Tensor, y: Tensor) => Tensor;
  /** Where it is defined and smooth: the open interval that verification samples from. */
  readonly domain: readonly [number, number];
  /** Exact values worth checking. */
  readonly special: readonly (readonly [x: number, y: number])[];
  /** Element types it takes. Default: floats. */
  readonly dtypes?: readonly DType[];
}

const real = [-Infinity, Infinity] as const;
const positive = [0, Infinity] as const;

/** σ(x) = 1 / (1 + e⁻ˣ), without overflow for either sign. */
function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** Rounds to the nearest integer, ties to even, as IEEE 754 and StableHLO's `round_nearest_even` do. */
function roundHalfEven(x: number): number {
  const nearest = Math.round(x);
  return Math.abs(x % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

export const unary = {
  neg: {
    doc: "−x",
    value: (x) => -x,
    differential: (dx) => neg(dx),
    domain: real,
    special: [[0, -0]],
    dtypes: numbers,
  },
  abs: {
    doc: "|x|; the derivative at 0 is taken as 0",
    value: Math.abs,
    differential: (dx, x) => mul(dx, sign(x)),
    domain: positive,
    special: [
      [-0, 0],
      [-Infinity, Infinity],
    ],
    dtypes: numbers,
  },
  sign: {
    doc: "−1, 0 or 1",
    value: Math.sign,
    domain: positive,
    special: [
      [0, 0],
      [-3, -1],
    ],
    dtypes: numbers,
  },
  exp: {
    doc: "eˣ",
    value: Math.exp,
    differential: (dx, _x, y) => mul(dx, y),
    domain: real,
    special: [
      [-Infinity, 0],
      [0, 1],
    ],
  },
  expm1: {
    doc: "eˣ − 1, exact near 0",
    value: Math.expm1,
    differential: (dx, _x, y) => mul(dx, add(y, 1)),
    domain: real,
    special: [
      [-Infinity, -1],
      [0, 0],
    ],
  },
  log: {
    doc: "ln x",
    value: Math.log,
    differential: (dx, x) => div(dx, x),
    domain: positive,
    special: [
      [0, -Infinity],
      [1, 0],
    ],
  },
  log1p: {
    doc: "ln(1 + x), exact near 0",
    value: Math.log1p,
    differential: (dx, x) => div(dx, add(x, 1)),
    domain: [-1, Infinity],
    special: [
      [-1, -Infinity],
      [0, 0],
    ],
  },
  sqrt: {
    doc: "√x",
    value: Math.sqrt,
    differential: (dx, _x, y) => div(dx, mul(y, 2)),
    domain: positive,
    special: [
      [0, 0],
      [Infinity, Infinity],
    ],
  },
  sin: {
    doc: "sin x, radians",
    value: Math.sin,
    differential: (dx, x) => mul(dx, cos(x)),
    domain: real,
    special: [[0, 0]],
  },
  cos: {
    doc: "cos x, radians",
    value: Math.cos,
    differential: (dx, x) => neg(mul(dx, sin(x))),
    domain: real,
    special: [[0, 1]],
  },
  atan: {
    doc: "arctan x, radians",
    value: Math.atan,
    differential: (dx, x) => div(dx, add(mul(x, x), 1)),
    domain: real,
    special: [[0, 0]],
  },
  erf: {
    doc: "erf x = 2/√π ∫₀ˣ e^(−t²) dt",
    value: errorFunction,
    differential: (dx, x) => mul(dx, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI))),
    domain: real,
    special: [
      [Infinity, 1],
      [-Infinity, -1],
      [0, 0],
    ],
  },
  tanh: {
    doc: "tanh x",
    value: Math.tanh,
    differential: (dx, _x, y) => mul(dx, sub(1, mul(y, y))),
    domain: real,
    special: [
      [Infinity, 1],
      [-Infinity, -1],
      [0, 0],
    ],
  },
  sigmoid: {
    doc: "σ(x) = 1 / (1 + e⁻ˣ)",
    value: logistic,
    differential: (dx, _x, y) => mul(dx, mul(y, sub(1, y))),
    domain: real,
    special: [
      [Infinity, 1],
      [-Infinity, 0],
      [0, 0.5],
    ],
  },
  floor: { doc: "the largest integer ≤ x", value: Math.floor, domain: [0, 1], special: [[-0.5, -1]] },
  ceil: { doc: "the smallest integer ≥ x", value: Math.ceil, domain: [0, 1], special: [[0.5, 1]] },
  round: {
    doc: "the nearest integer, ties to even",
    value: roundHalfEven,
    domain: [-0.5, 0.5],
    special: [
      [0.5, 0],
      [1.5, 2],
      [-2.5, -2],
    ],
  },
  not: {
    doc: "logical negation",
    value: (x) => (x === 0 ? 1 : 0),
    domain: real,
    special: [
      [0, 1],
      [1, 0],
    ],
    dtypes: ["bool"],
  },
} satisfies Record<string, Unary>;

const define = (name: string, { doc, value, differential, dtypes = floats }: Unary): Primitive =>
  primitive({
    name,
    doc,
    signature: (inputs) => elementwiseSignature(name, inputs, dtypes),
    vjp: ({ cotangent, inputs: [x], output }) => [differential?.(cotangent, x!, output)],
    jvp: ({ tangents: [dx], inputs: [x], output }) => differential?.(dx!, x!, output),
    evaluate: ([x], _attributes, out) => {
      for (let i = 0; i < out.data.length; i++) out.data[i] = value(x!.data[i]!);
    },
  });

/** The primitives behind the functions of this file, by name. */
export const unaryPrimitives = Object.fromEntries(
  Object.entries(unary).map(([name, entry]) => [name, define(name, entry)]),
) as { readonly [Name in keyof typeof unary]: Primitive };

type UnaryFunction = <S extends Shape>(x: Tensor<S>) => Tensor<S>;
const elementwise = (primitive: Primitive): UnaryFunction =>
  ((x: Tensor) => apply(primitive, [x], {})) as UnaryFunction;

/** −x. */
export const neg = elementwise(unaryPrimitives.neg);
/** |x|, with derivative sign(x): 0 at 0. */
export const abs = elementwise(unaryPrimitives.abs);
/** −1, 0 or 1. Its derivative is zero wherever it exists. */
export const sign = elementwise(unaryPrimitives.sign);
/** eˣ, with derivative eˣ. */
export const exp = elementwise(unaryPrimitives.exp);
/** eˣ − 1 without cancellation near 0; derivative eˣ. */
export const expm1 = elementwise(unaryPrimitives.expm1);
/** ln x, with derivative 1/x. −∞ at 0, NaN below. */
export const log = elementwise(unaryPrimitives.log);
/** ln(1 + x) without cancellation near 0; derivative 1/(1 + x). */
export const log1p = elementwise(unaryPrimitives.log1p);
/** √x, with derivative 1/(2√x): infinite at 0. */
export const sqrt = elementwise(unaryPrimitives.sqrt);
/** sin x (radians), with derivative cos x. */
export const sin = elementwise(unaryPrimitives.sin);
/** cos x (radians), with derivative −sin x. */
export const cos = elementwise(unaryPrimitives.cos);
/** arctan x (radians), with derivative 1/(1 + x²). */
export const atan = elementwise(unaryPrimitives.atan);
/** The error function, erf x = 2/√π ∫₀ˣ e^(−t²) dt, with derivative 2/√π e^(−x²). Φ(x) = (1 + erf(x/√2))/2 is the normal distribution's. */
export const erf = elementwise(unaryPrimitives.erf);
/** tanh x, with derivative 1 − tanh²x. */
export const tanh = elementwise(unaryPrimitives.tanh);
/** σ(x) = 1/(1 + e⁻ˣ), with derivative σ(x)(1 − σ(x)). Never overflows. */
export const sigmoid = elementwise(unaryPrimitives.sigmoid);
/** The largest integer not above x. Its derivative is zero wherever it exists. */
export const floor = elementwise(unaryPrimitives.floor);
/** The smallest integer not below x. Its derivative is zero wherever it exists. */
export const ceil = elementwise(unaryPrimitives.ceil);
/** The nearest integer, ties to even. Its derivative is zero wherever it exists. */
export const round = elementwise(unaryPrimitives.round);
/** Logical negation of a `bool` tensor. */
export const not = elementwise(unaryPrimitives.not);
