import {
  abs,
  argmax,
  atan,
  broadcastTo,
  cast,
  ceil,
  cos,
  type Dim,
  type DType,
  erf,
  exp,
  expm1,
  extent,
  floor,
  gather,
  iota,
  log,
  log1p,
  matmul,
  max,
  maximum,
  min,
  minimum,
  reshape,
  round,
  type Shape,
  sign,
  sin,
  sqrt,
  stopGradient,
  sum,
  type Tensor,
  transpose,
} from "@adjoint/core";
import { activations } from "../../activations/activations.js";
import { type AnyLayer, applyLayer } from "../../layers/layer.js";
import { type AnyLoss, losses } from "../../losses/losses.js";
import { logSumExp } from "../../math/logSumExp.js";
import { mean } from "../../math/mean.js";

/** What a function is given: each argument as what the function takes it for. */
export interface Argument {
  /** Numbers in it become ones of `dtype`, or else of the expression's element type. */
  tensor(dtype?: DType): Tensor;
  whole(): number;
  /** `2`, or `[0, 1]`. */
  axes(): readonly number[];
  /** `[batch, 10]`: sizes and names of dimensions. */
  dims(): readonly Dim[];
  dtype(): DType;
  /** Is it nothing but numbers? */
  readonly isLiteral: boolean;
}

export interface ExpressionFunction {
  /** How many arguments it takes: at least, at most. */
  readonly arity: readonly [number, number];
  readonly build: (...args: readonly [Argument, ...Argument[]]) => Tensor;
}

const unary = (f: (x: Tensor) => Tensor): ExpressionFunction => ({ arity: [1, 1], build: (x) => f(x.tensor()) });
const binary = (f: (x: Tensor, y: Tensor) => Tensor): ExpressionFunction => ({
  arity: [2, 2],
  build: (x, y) => f(x.tensor(), y!.tensor()),
});

type Reduction = (x: Tensor, options: { readonly axes?: readonly number[] }) => Tensor;
const reduction = (f: Reduction): ExpressionFunction => ({
  arity: [1, 2],
  build: (x, axes) => f(x.tensor(), axes === undefined ? {} : { axes: axes.axes() }),
});

const elementwise = { abs, atan, ceil, cos, erf, exp, expm1, floor, log, log1p, round, sign, sin, sqrt } as const;

const entriesOf = <T>(table: object, make: (value: T) => ExpressionFunction) =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, make(value as T)]));

/** Every function that expressions know: a whitelist. */
export const functions: Readonly<Record<string, ExpressionFunction>> = {
  ...entriesOf<(x: Tensor) => Tensor>(elementwise, unary),
  ...entriesOf<AnyLayer>(activations, (layer) => unary((x) => applyLayer(layer, x, {}))),
  ...entriesOf<AnyLoss>(losses, (loss) => binary((p, t) => loss(p, t))),
  maximum: binary((x, y) => maximum(x, y)),
  minimum: binary((x, y) => minimum(x, y)),
  matmul: binary((x, y) => matmul(x, y)),
  gather: binary((x, indices) => gather(x, indices)),
  stopGradient: unary(stopGradient),
  sum: reduction(sum as Reduction),
  mean: reduction(mean as Reduction),
  max: reduction(max as Reduction),
  min: reduction(min as Reduction),
  logSumExp: { arity: [1, 2], build: (x, axis) => logSumExp(x.tensor(), { axis: axis?.whole() ?? -1 }) as Tensor },
  argmax: { arity: [1, 2], build: (x, axis) => argmax(x.tensor(), { axis: axis?.whole() ?? -1 }) as Tensor },
  transpose: { arity: [2, 2], build: (x, axes) => transpose(x.tensor(), axes!.axes()) as Tensor },
  reshape: { arity: [2, 2], build: (x, dims) => reshape(x.tensor(), dims!.dims() as Shape) as Tensor },
  broadcastTo: { arity: [2, 2], build: (x, dims) => broadcastTo(x.tensor(), dims!.dims() as Shape) as Tensor },
  // A number becomes one of the element type at once, with all of its digits.
  cast: {
    arity: [2, 2],
    build: (x, dtype) => (x.isLiteral ? x.tensor(dtype!.dtype()) : cast(x.tensor(), dtype!.dtype())),
  },
  extent: { arity: [1, 2], build: (dims, dtype) => extent(dims.dims(), dtype?.dtype() ?? "f32") },
  iota: { arity: [1, 2], build: (dims, dtype) => iota(dims.dims()[0]!, dtype?.dtype() ?? "i32") as Tensor },
};
