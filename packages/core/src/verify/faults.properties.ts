import {
  abs,
  add,
  broadcastTo,
  cast,
  concat,
  constant,
  cos,
  customGradient,
  div,
  exp,
  flip,
  gather,
  greater,
  input,
  log,
  matmul,
  max,
  maximum,
  minimum,
  mul,
  neg,
  type Primitive,
  type PrimitiveName,
  pad,
  pow,
  primitives,
  randomBits,
  reshape,
  scatterAdd,
  select,
  sigmoid,
  sin,
  slice,
  sqrt,
  stopGradient,
  sub,
  sum,
  type Tensor,
  tanh,
  transpose,
} from "../index.js";
import { dot } from "../primitives/dot.js";
import { foldIn, keyOf } from "../random/key.js";
import { threefry } from "../random/threefry.js";
import type { GradientOptions } from "./checkGradient.js";

/** A graph, and the interval from which the numbers of each of its inputs are drawn. */
export interface Specimen {
  readonly outputs: Tensor;
  readonly inputs: readonly (readonly [tensor: Tensor, low: number, high: number])[];
  readonly options?: GradientOptions;
}

/** A deliberate mistake: a specimen as it should be, and either a wrong one or a mistake to plant into a primitive. */
export interface Fault {
  /** The kind of mistake. */
  readonly family: string;
  readonly name: string;
  readonly right: Specimen;
  readonly wrong?: Specimen;
  /** Plants the mistake, and answers with how to take it out again. */
  readonly plant?: () => () => void;
}

type Rule = (rule: {
  cotangent: Tensor;
  output: Tensor;
  inputs: readonly [Tensor, Tensor, Tensor];
}) => readonly (Tensor | undefined)[];

/** Random numbers for the inputs of a specimen. */
export function feedsOf({ inputs }: Specimen, seed: number): Readonly<Record<string, Float64Array>> {
  return Object.fromEntries(
    inputs.map(([tensor, low, high], i) => {
      const [k0, k1] = foldIn(keyOf(seed), i);
      const count = (tensor.shape as readonly number[]).reduce((size, dim) => size * dim, 1);
      const number = (k: number) => low + ((high - low) * (threefry(k0, k1, 0, k)[0] >>> 0)) / 2 ** 32;
      return [tensor.name!, Float64Array.from({ length: count }, (_, k) => number(k))];
    }),
  );
}

const x: Tensor = input("x", [2, 3]);
const y: Tensor = input("y", [2, 3]);
const square: Tensor = input("square", [3, 3]);
const other: Tensor = input("other", [3, 3]);
const bias: Tensor = input("bias", [3]);
const cube: Tensor = input("cube", [2, 2, 2]);

const anywhere = (...tensors: readonly Tensor[]): Specimen["inputs"] => tensors.map((tensor) => [tensor, -2, 2]);
const positive = (...tensors: readonly Tensor[]): Specimen["inputs"] => tensors.map((tensor) => [tensor, 0.5, 2.5]);

/** A mistake in a rule of one's own. */
function ownRule(
  family: string,
  name: string,
  inputs: Specimen["inputs"],
  value: (...args: readonly Tensor[]) => Tensor,
  rightRule: Rule,
  wrongRule: Rule,
  options: GradientOptions = {},
): Fault {
  const args = inputs.map(([tensor]) => tensor);
  const specimen = (vjp: Rule): Specimen => ({
    outputs: customGradient({ name: "op", value: value as (...args: Tensor[]) => Tensor, vjp: vjp as never })(...args),
    inputs,
    options,
  });
  return { family, name, right: specimen(rightRule), wrong: specimen(wrongRule) };
}

type Patch = { readonly [Key in "vjp" | "jvp" | "evaluate"]?: (original: never) => unknown };

/** A mistake in a primitive. */
function inPrimitive(
  family: string,
  name: string,
  primitive: PrimitiveName,
  patch: Patch,
  outputs: Tensor,
  inputs: Specimen["inputs"],
  options: GradientOptions = {},
): Fault {
  return {
    family,
    name: `${primitive}: ${name}`,
    right: { outputs, inputs, options },
    plant: () => {
      const target = primitives[primitive] as unknown as Record<string, unknown>;
      const before = { ...target };
      for (const [key, wrap] of Object.entries(patch))
        target[key] = (wrap as (original: unknown) => unknown)(before[key]);
      return () => Object.assign(target, before);
    },
  };
}

type Vjp = Primitive["vjp"];
type Jvp = Primitive["jvp"];
type Evaluate = NonNullable<Primitive["evaluate"]>;
const vjp = (
  change: (shares: readonly (Tensor | undefined)[], rule: Parameters<Vjp>[0]) => readonly unknown[],
): Patch => ({
  vjp: ((original: Vjp) => (rule: Parameters<Vjp>[0]) => change(original(rule), rule)) as never,
});
const jvp = (change: (tangent: Tensor | undefined, rule: Parameters<Jvp>[0]) => Tensor | undefined): Patch => ({
  jvp: ((original: Jvp) => (rule: Parameters<Jvp>[0]) => change(original(rule), rule)) as never,
});
/** In both modes, for primitives whose Jacobian is diagonal. */
const differential = (change: (d: Tensor, input: Tensor, output: Tensor) => Tensor): Patch => ({
  vjp: (() =>
    ({ cotangent, inputs, output }: Parameters<Vjp>[0]) => [change(cotangent, inputs[0]!, output)]) as never,
  jvp: (() =>
    ({ tangents, inputs, output }: Parameters<Jvp>[0]) =>
      change(tangents[0]!, inputs[0]!, output)) as never,
});

const softmax = (t: Tensor): Tensor => {
  const e = exp(t);
  return div(e, sum(e, { axes: [1], keepDims: true }) as Tensor);
};
const crossEntropy = (logits: Tensor, targets: Tensor): Tensor =>
  neg(sum(mul(targets, sub(logits, log(sum(exp(logits), { axes: [1], keepDims: true })) as Tensor) as Tensor)));
const variance = (t: Tensor): Tensor => div(sum(mul(t, t), { axes: [1], keepDims: true }) as Tensor, 3);
const normalised = (t: Tensor, eps: number): Tensor => div(t, sqrt(add(variance(t), eps)));
/** The cotangent of `normalised`, with ε where it belongs or without. */
const normalisedBar = (c: Tensor, t: Tensor, eps: number): Tensor => {
  const root = sqrt(add(variance(t), eps));
  const share = div(sum(mul(c, t), { axes: [1], keepDims: true }) as Tensor, 3);
  return sub(div(c, root), div(mul(t, share), mul(root, mul(root, root))));
};
const wide: Tensor = input("wide", [300]);

/** All of them. `docs/verification.md` lists which check catches which. */
export const faults: readonly Fault[] = [
  inPrimitive(
    "sign",
    "the second operand's is lost",
    "sub",
    vjp(([a, b]) => [a, neg(b!)]),
    sub(x, y),
    anywhere(x, y),
  ),
  inPrimitive(
    "sign",
    "the derivative is +sin",
    "cos",
    differential((d, p) => mul(d, sin(p))),
    cos(x),
    anywhere(x),
  ),
  inPrimitive(
    "sign",
    "reverse mode only",
    "sin",
    vjp(([a]) => [neg(a!)]),
    sin(x),
    anywhere(x),
  ),
  inPrimitive(
    "sign",
    "forward mode only",
    "sin",
    jvp((t) => t && neg(t)),
    sin(x),
    anywhere(x),
  ),
  ownRule(
    "sign",
    "the error is t − y instead of y − t",
    anywhere(x, y),
    (p, t) => mul(sum(mul(sub(p!, t!), sub(p!, t!))), 0.5),
    ({ cotangent: c, inputs: [p, t] }) => [mul(c, sub(p, t)), mul(c, sub(t, p))],
    ({ cotangent: c, inputs: [p, t] }) => [mul(c, sub(t, p)), mul(c, sub(p, t))],
  ),
  ownRule(
    "factor",
    "2 of a square is missing",
    anywhere(x),
    (p) => mul(p!, p!),
    ({ cotangent: c, inputs: [p] }) => [mul(c, mul(p, 2))],
    ({ cotangent: c, inputs: [p] }) => [mul(c, p)],
  ),
  inPrimitive(
    "factor",
    "½ is missing",
    "sqrt",
    differential((d, _, r) => div(d, r)),
    sqrt(x),
    positive(x),
  ),
  ownRule(
    "factor",
    "½ of an error is forgotten",
    anywhere(x),
    (p) => mul(sum(mul(p!, p!)), 0.5),
    ({ cotangent: c, inputs: [p] }) => [mul(c, p)],
    ({ cotangent: c, inputs: [p] }) => [mul(c, mul(p, 2))],
  ),
  ownRule(
    "factor",
    "a mean's 1/n is missing",
    anywhere(x),
    (p) => div(sum(exp(p!)), 6),
    ({ cotangent: c, inputs: [p] }) => [mul(c, div(exp(p), 6))],
    ({ cotangent: c, inputs: [p] }) => [mul(c, exp(p))],
  ),
  ownRule(
    "factor",
    "1/ln 2 of a binary logarithm is missing",
    positive(x),
    (p) => mul(log(p!), constant(Math.LOG2E, { dtype: "f32" })),
    ({ cotangent: c, inputs: [p] }) => [div(mul(c, constant(Math.LOG2E, { dtype: "f32" })), p)],
    ({ cotangent: c, inputs: [p] }) => [div(c, p)],
  ),
  ownRule(
    "factor",
    "off by one part in a million",
    anywhere(x),
    (p) => exp(p!),
    ({ cotangent: c, output: e }) => [mul(c, e)],
    ({ cotangent: c, output: e }) => [mul(mul(c, e), 1 + 2 ** -20)],
  ),
  inPrimitive(
    "transpose",
    "the left cotangent's factor is not transposed",
    "dot",
    vjp(([, b], { cotangent: c, inputs: [, right] }) => [dot(c, right!), b]),
    dot(square, other),
    anywhere(square, other),
  ),
  inPrimitive(
    "transpose",
    "the right cotangent is transposed",
    "dot",
    vjp(([a, b]) => [a, transpose(b!, [1, 0])]),
    dot(square, other),
    anywhere(square, other),
  ),
  inPrimitive(
    "transpose",
    "the same permutation in place of the inverse",
    "transpose",
    vjp((_, { cotangent: c, attributes }) => [transpose(c, attributes.permutation as never)]),
    mul(transpose(cube, [1, 2, 0]) as Tensor, cube),
    anywhere(cube),
  ),
  ownRule(
    "transpose",
    "A for A + Aᵀ in a quadratic form",
    anywhere(square),
    (p) => sum(dot(p!, p!)),
    ({ cotangent: c, inputs: [p] }) => {
      const ones = broadcastTo(reshape(c, [1, 1]), [3, 3]);
      return [add(dot(ones, p, false, true), dot(p, ones, true, false))];
    },
    ({ cotangent: c, inputs: [p] }) => {
      const ones = broadcastTo(reshape(c, [1, 1]), [3, 3]);
      return [mul(dot(ones, p, false, true), 2)];
    },
  ),
  inPrimitive(
    "transpose",
    "factors of the tangent are exchanged",
    "dot",
    jvp((t, { tangents: [a, b], inputs: [left, right] }) => (a && b ? add(dot(right!, a), dot(b, left!)) : t)),
    dot(square, other),
    anywhere(square, other),
  ),
  inPrimitive(
    "broadcast",
    "only the first repetition's cotangent is kept",
    "broadcastTo",
    vjp((shares, { cotangent: c, inputs: [p] }) =>
      p!.shape.length === 1 ? [reshape(slice(c, { axis: 0, end: 1 }), p!.shape)] : shares,
    ),
    mul(add(x, bias), y),
    anywhere(x, y, bias),
  ),
  inPrimitive(
    "broadcast",
    "the mean in place of the sum",
    "broadcastTo",
    vjp(([a], { cotangent: c, inputs: [p] }) => (p!.shape.length === 1 ? [div(a!, Number(c.shape[0]))] : [a])),
    mul(add(x, bias), y),
    anywhere(x, y, bias),
  ),
  inPrimitive(
    "broadcast",
    "summed over the wrong axis",
    "broadcastTo",
    vjp(([a], { cotangent: c, inputs: [p] }) => (p!.shape.length === 1 ? [sum(c, { axes: [1] })] : [a])),
    mul(add(square, bias), other),
    anywhere(square, other, bias),
  ),
  inPrimitive(
    "stale",
    "x for y in 1 − y²",
    "tanh",
    differential((d, p) => mul(d, sub(1, mul(p, p)))),
    tanh(x),
    anywhere(x),
  ),
  inPrimitive(
    "stale",
    "x for y in eˣ = y",
    "exp",
    differential((d, p) => mul(d, p)),
    exp(x),
    anywhere(x),
  ),
  inPrimitive(
    "stale",
    "y of another input",
    "sigmoid",
    differential((d, p, s) => mul(d, mul(s, sub(1, sigmoid(flip(p, [0])))))),
    sigmoid(x),
    anywhere(x),
  ),
  inPrimitive(
    "stale",
    "the value of the last run",
    "tanh",
    {
      evaluate: ((original: Evaluate) => {
        let last: readonly number[] | undefined;
        return ((inputs, attributes, out) => {
          original(inputs, attributes, out);
          const now = Array.from<number>(out.data);
          if (last !== undefined && last.length === now.length) out.data.set(last);
          last = now;
        }) as Evaluate;
      }) as never,
    },
    tanh(x),
    anywhere(x),
  ),
  inPrimitive(
    "swapped",
    "the cotangents change places",
    "mul",
    vjp(([a, b]) => [b, a]),
    mul(x, y),
    anywhere(x, y),
  ),
  inPrimitive(
    "swapped",
    "the cotangents change places",
    "div",
    vjp(([a, b]) => [b, a]),
    div(x, y),
    positive(x, y),
  ),
  inPrimitive(
    "swapped",
    "base and exponent change places",
    "pow",
    vjp(([a, b]) => [b, a]),
    pow(x, y),
    positive(x, y),
  ),
  inPrimitive(
    "swapped",
    "the branches change places",
    "select",
    vjp(([c, a, b]) => [c, b, a]),
    mul(select(constant([[true, false, true]], { dtype: "bool" }), x, y) as Tensor, add(x, y)),
    anywhere(x, y),
  ),
  inPrimitive(
    "swapped",
    "the parts change places",
    "concat",
    vjp((parts) => parts.toReversed()),
    mul(concat([x, y], 0) as Tensor, concat([y, x], 0) as Tensor),
    anywhere(x, y),
  ),
  inPrimitive(
    "swapped",
    "the smaller one gets the cotangent",
    "maximum",
    vjp(([a, b]) => [b, a]),
    maximum(x, y),
    anywhere(x, y),
    { allowKinks: true, allowZero: true },
  ),
  inPrimitive(
    "off by one",
    "put back one place too early",
    "slice",
    vjp((shares, { cotangent: c, inputs: [p], attributes: { axis, start } }) => {
      const before = (start as number) - 1;
      const after = Number(p!.shape[axis as number]) - before - Number(c.shape[axis as number]);
      return before < 0 ? shares : [pad(c, { axis: axis as number, before, after })];
    }),
    exp(slice(x, { axis: 1, start: 1 })),
    anywhere(x),
    { allowZero: true },
  ),
  inPrimitive(
    "off by one",
    "cut one place too late",
    "pad",
    vjp((shares, { cotangent: c, inputs: [p], attributes: { axis, before, after } }) => {
      const start = (before as number) + 1;
      const along = axis as number;
      return after === 0 ? shares : [slice(c, { axis: along, start, end: start + Number(p!.shape[along]) })];
    }),
    mul(pad(x, { axis: 1, before: 1, after: 1 }), pad(y, { axis: 1, before: 1, after: 1 })),
    anywhere(x, y),
  ),
  inPrimitive(
    "off by one",
    "rows go back to the next index",
    "gather",
    vjp((_, { cotangent: c, inputs: [p, indices] }) => [
      scatterAdd(c, minimum(add(indices!, 1), Number(p!.shape[0]) - 1), Number(p!.shape[0])),
      undefined,
    ]),
    exp(gather(square, constant([0, 2, 0], { dtype: "i32" })) as Tensor),
    anywhere(square),
  ),
  inPrimitive(
    "off by one",
    "rows come from the index before",
    "scatterAdd",
    vjp((_, { cotangent: c, inputs: [, indices] }) => [gather(c, maximum(sub(indices!, 1), 0)), undefined]),
    exp(scatterAdd(square, constant([0, 2, 0], { dtype: "i32" }), 3) as Tensor),
    anywhere(square),
  ),
  inPrimitive(
    "wrong axis",
    "the cotangent repeats along the other axis",
    "sum",
    vjp((shares, { cotangent: c, inputs: [p] }) =>
      c.shape.length === 1 && p!.shape.length === 2 ? [broadcastTo(reshape(c, [1, 3]), p!.shape)] : shares,
    ),
    exp(sum(square, { axes: [1] }) as Tensor),
    anywhere(square),
  ),
  inPrimitive(
    "wrong axis",
    "the cotangent is reversed along the other axis",
    "flip",
    vjp((_, { cotangent: c }) => [flip(c, [1])]),
    mul(flip(square, [0]), square),
    anywhere(square),
  ),
  inPrimitive(
    "wrong axis",
    "the cotangent comes back column by column",
    "reshape",
    vjp((shares, { cotangent: c, inputs: [p] }) =>
      c.shape.length === 1 && p!.shape.length === 2 ? [transpose(reshape(c, [3, 3]), [1, 0])] : shares,
    ),
    mul(reshape(square, [9]), reshape(other, [9])),
    anywhere(square, other),
  ),
  ownRule(
    "wrong axis",
    "softmax over rows, its rule over columns",
    anywhere(square),
    (p) => softmax(p!),
    ({ cotangent: c, output: s }) => [mul(s, sub(c, sum(mul(c, s), { axes: [1], keepDims: true }) as Tensor))],
    ({ cotangent: c, output: s }) => [mul(s, sub(c, sum(mul(c, s), { axes: [0], keepDims: true }) as Tensor))],
  ),
  {
    family: "detached",
    name: "stopGradient on the way",
    right: { outputs: tanh(mul(x, y)), inputs: anywhere(x, y) },
    wrong: { outputs: tanh(mul(stopGradient(x), y)), inputs: anywhere(x, y) },
  },
  ownRule(
    "detached",
    "no cotangent for the second argument",
    anywhere(x, y),
    (p, q) => mul(exp(p!), sin(q!)),
    ({ cotangent: c, inputs: [p, q] }) => [mul(c, mul(exp(p), sin(q))), mul(c, mul(exp(p), cos(q)))],
    ({ cotangent: c, inputs: [p, q] }) => [mul(c, mul(exp(p), sin(q))), undefined],
  ),
  inPrimitive(
    "detached",
    "one of two uses is dropped",
    "mul",
    vjp(([a]) => [a, undefined]),
    mul(x, exp(x)),
    anywhere(x),
  ),
  ownRule(
    "detached",
    "a residual path's identity is forgotten",
    anywhere(x),
    (p) => add(p!, tanh(p!)),
    ({ cotangent: c, inputs: [p] }) => [add(c, mul(c, sub(1, mul(tanh(p), tanh(p)))))],
    ({ cotangent: c, inputs: [p] }) => [mul(c, sub(1, mul(tanh(p), tanh(p))))],
  ),
  ownRule(
    "detached",
    "second derivatives behind stopGradient",
    anywhere(x),
    (p) => exp(p!),
    ({ cotangent: c, output: e }) => [mul(c, e)],
    ({ cotangent: c, output: e }) => [mul(c, stopGradient(e))],
  ),
  ownRule(
    "missing ε",
    "under the root of a normalisation",
    anywhere(x),
    (p) => normalised(p!, 0.25),
    ({ cotangent: c, inputs: [p] }) => [normalisedBar(c, p, 0.25)],
    ({ cotangent: c, inputs: [p] }) => [normalisedBar(c, p, 0)],
  ),
  ownRule(
    "missing ε",
    "in a guarded logarithm",
    positive(x),
    (p) => log(add(p!, 2 ** -10)),
    ({ cotangent: c, inputs: [p] }) => [div(c, add(p, 2 ** -10))],
    ({ cotangent: c, inputs: [p] }) => [div(c, p)],
  ),
  ownRule(
    "precision",
    "a constant of f32 where the value has one of f64",
    anywhere(x),
    (p) => mul(p!, 1 / 3),
    ({ cotangent: c }) => [mul(c, 1 / 3)],
    ({ cotangent: c }) => [mul(c, Math.fround(1 / 3))],
  ),
  ownRule(
    "precision",
    "the derivative is rounded to an integer grid of 2⁻²⁰",
    anywhere(x),
    (p) => exp(p!),
    ({ cotangent: c, output: e }) => [mul(c, e)],
    ({ cotangent: c, output: e }) => [mul(c, div(cast(cast(mul(e, 2 ** 20), "i32"), "f32"), 2 ** 20))],
  ),
  ownRule(
    "not linear",
    "the rule clips its cotangent",
    anywhere(x),
    (p) => sin(p!),
    ({ cotangent: c, inputs: [p] }) => [mul(c, cos(p))],
    ({ cotangent: c, inputs: [p] }) => [mul(maximum(minimum(c, 0.75), -0.75), cos(p))],
  ),
  ownRule(
    "not linear",
    "the rule adds an offset",
    anywhere(x),
    (p) => sin(p!),
    ({ cotangent: c, inputs: [p] }) => [mul(c, cos(p))],
    ({ cotangent: c, inputs: [p] }) => [add(mul(c, cos(p)), 1e-3)],
  ),
  ownRule(
    "missing term",
    "of a product",
    anywhere(x),
    (p) => mul(p!, exp(p!)),
    ({ cotangent: c, inputs: [p] }) => [mul(c, add(exp(p), mul(p, exp(p))))],
    ({ cotangent: c, inputs: [p] }) => [mul(c, mul(p, exp(p)))],
  ),
  ownRule(
    "missing term",
    "of a quotient",
    positive(x),
    (p) => div(sin(p!), p!),
    ({ cotangent: c, inputs: [p], output: q }) => [mul(c, div(sub(cos(p), q), p))],
    ({ cotangent: c, inputs: [p] }) => [mul(c, div(cos(p), p))],
  ),
  ownRule(
    "missing term",
    "the off-diagonal of softmax",
    anywhere(x),
    (p) => softmax(p!),
    ({ cotangent: c, output: s }) => [mul(s, sub(c, sum(mul(c, s), { axes: [1], keepDims: true }) as Tensor))],
    ({ cotangent: c, output: s }) => [mul(c, mul(s, sub(1, s)))],
  ),
  ownRule(
    "missing term",
    "the targets of a cross-entropy",
    anywhere(x, y),
    (p, t) => crossEntropy(p!, t!),
    ({ cotangent: c, inputs: [p, t] }) => {
      const weight = sum(t, { axes: [1], keepDims: true }) as Tensor;
      const logs = sub(p, log(sum(exp(p), { axes: [1], keepDims: true })) as Tensor);
      return [mul(c, sub(mul(softmax(p), weight), t)), neg(mul(c, logs))];
    },
    ({ cotangent: c, inputs: [p, t] }) => {
      const weight = sum(t, { axes: [1], keepDims: true }) as Tensor;
      const logs = sub(p, log(sum(exp(p), { axes: [1], keepDims: true })) as Tensor);
      return [mul(c, mul(softmax(p), weight)), neg(mul(c, logs))];
    },
  ),
  ownRule(
    "missing case",
    "right for positive numbers only",
    [[x, -2, -0.1]],
    (p) => abs(p!),
    ({ cotangent: c, inputs: [p] }) => [select(greater(p, 0), c, neg(c))],
    ({ cotangent: c }) => [c],
  ),
  ownRule(
    "missing case",
    "the first example of a batch only",
    anywhere(x),
    (p) => exp(p!),
    ({ cotangent: c, output: e }) => [mul(c, e)],
    ({ cotangent: c, output: e }) => [mul(mul(c, e), constant([[1], [0]]))],
  ),
  ownRule(
    "missing case",
    "one element of three hundred",
    anywhere(wide),
    (p) => sin(p!),
    ({ cotangent: c, inputs: [p] }) => [mul(c, cos(p))],
    ({ cotangent: c, inputs: [p] }) => [
      mul(mul(c, cos(p)), constant(Float64Array.from({ length: 300 }, (_, i) => (i === 217 ? 1.01 : 1)))),
    ],
    { samples: 10 },
  ),
  inPrimitive(
    "missing case",
    "the rows exchange their cotangents",
    "max",
    vjp(([a]) => [flip(a!, [0])]),
    mul(max(x, { axes: [1] }) as Tensor, sum(y, { axes: [1] }) as Tensor),
    anywhere(x, y),
    { allowKinks: true },
  ),
  inPrimitive(
    "not repeatable",
    "the value has noise of 1e-6",
    "tanh",
    {
      evaluate: ((original: Evaluate) => {
        let count = 0;
        return ((inputs, attributes, out) => {
          original(inputs, attributes, out);
          out.data.set(Array.from<number>(out.data).map((v) => v + 1e-6 * Math.sin(++count)));
        }) as Evaluate;
      }) as never,
    },
    tanh(x),
    anywhere(x),
  ),
  ownRule(
    "missing case",
    "the rule draws a mask that the value does not have",
    anywhere(x),
    (p) => exp(p!),
    ({ cotangent: c, output: e }) => [mul(c, e)],
    ({ cotangent: c, output: e }) => [
      mul(mul(c, e), cast(greater(randomBits(constant([1, 2], { dtype: "i32" }), [2, 3]), 0), "f32")),
    ],
  ),
  {
    family: "detached",
    name: "an argument is not used at all",
    right: { outputs: matmul(x, add(square, 1)), inputs: anywhere(x, square) },
    wrong: { outputs: matmul(x, add(mul(square, 0), 1)), inputs: anywhere(x, square) },
  },
];
