import { constant, evaluate, gradients, input, sum, type Tensor, type TensorValue } from "@adjoint/core";
import fc from "fast-check";
import * as mathjs from "mathjs";
import { describe, expect, test } from "vitest";
import { activations } from "./activations/activations.js";
import { applyLayer } from "./layers/layer.js";
import { type AnyLoss, losses } from "./losses/losses.js";

/**
 * A formula in mathjs's language, where it holds: `x` lies between these two numbers. What is defined piece by piece has one for
 * each piece. mathjs differentiates it by symbols, and knows nothing of ours. (It writes |x|′ as |x|/x.)
 */
type Piece = readonly [formula: string, low: number, high: number];

const anywhere = (formula: string): readonly Piece[] => [[formula, -4, 4]];
const around = (kink: number, below: string, above: string): readonly Piece[] => [
  [below, kink - 4, kink - 0.01],
  [above, kink + 0.01, kink + 4],
];
const logistic = "(1 / (1 + exp(-x)))";

/** Each activation, or why it has no formula of one number. */
const ofActivations: { readonly [Name in keyof typeof activations]: readonly Piece[] | string } = {
  arctan: anywhere("atan(x)"),
  celu: around(0, "exp(x) - 1", "x"),
  elu: around(0, "exp(x) - 1", "x"),
  gelu: "mathjs does not differentiate erf; PyTorch's values are compared",
  geluTanh: anywhere("x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))"),
  hardSigmoid: [
    ["0", -5, -3.1],
    ["(x + 3) / 6", -2.9, 2.9],
    ["1", 3.1, 5],
  ],
  hardSwish: [
    ["0 * x", -5, -3.1],
    ["x * (x + 3) / 6", -2.9, 2.9],
    ["x", 3.1, 5],
  ],
  identity: anywhere("x"),
  leakyRelu: around(0, "x / 100", "x"),
  logSigmoid: anywhere(`log${logistic}`),
  logSoftmax: "of rows",
  mish: anywhere("x * tanh(log(1 + exp(x)))"),
  relu: around(0, "0 * x", "x"),
  relu6: [...around(0, "0 * x", "x"), ["6", 6.1, 8]],
  selu: around(0, "1.0507009873554805 * 1.6732632423543772 * (exp(x) - 1)", "1.0507009873554805 * x"),
  sigmoid: anywhere(logistic),
  silu: anywhere(`x * ${logistic}`),
  softmax: "of rows",
  softplus: anywhere("log(1 + exp(x))"),
  softsign: around(0, "x / (1 - x)", "x / (1 + x)"),
  step: around(0, "0", "1"),
  swish: anywhere(`x * ${logistic}`),
  tanh: anywhere("tanh(x)"),
};

/** Each loss of one prediction `x` and one target `t`, or why it is none. */
const ofLosses: { readonly [Name in keyof typeof losses]: ((t: number) => readonly Piece[]) | string } = {
  absoluteError: (t) => around(t, `${t} - x`, `x - ${t}`),
  binaryCrossEntropy: (t) => [[`-${t} * log(x) - (1 - ${t}) * log(1 - x)`, 0.05, 0.95]],
  cosineDistance: "of rows",
  crossEntropy: "of rows",
  hinge: (t) => [
    [`1 - ${t} * x`, -1, 0.9 / t],
    ["0", 1.1 / t, 3 / t],
  ],
  huber: (t) => [
    [`${t} - x - 1 / 2`, t - 4, t - 1.01],
    [`(x - ${t})^2 / 2`, t - 0.99, t + 0.99],
    [`x - ${t} - 1 / 2`, t + 1.01, t + 4],
  ],
  klDivergence: "of rows",
  logCosh: (t) => anywhere(`log((exp(x - ${t}) + exp(${t} - x)) / 2)`),
  poisson: (t) => [[`x - ${t} * log(x)`, 0.1, 4]],
  sigmoidCrossEntropy: (t) => anywhere(`-${t} * log${logistic} - (1 - ${t}) * log(1 - ${logistic})`),
  sigmoidFocal: (t) => {
    const right = `(${t} * ${logistic} + (1 - ${t}) * (1 - ${logistic}))`;
    return anywhere(`(1 - ${right})^2 * (-${t} * log${logistic} - (1 - ${t}) * log(1 - ${logistic}))`);
  },
  softmaxCrossEntropy: "of rows",
  squaredError: (t) => anywhere(`(x - ${t})^2`),
  squaredHinge: (t) => [
    [`(1 - ${t} * x)^2`, -1, 0.9 / t],
    ["0", 1.1 / t, 3 / t],
  ],
};
/** The targets that losses are tried with: losses of classes take 0 to 1. */
const targets = [0.25, 0.75, 1];

/** Compares value, first and second derivative at these numbers. */
function compare(f: (x: Tensor) => Tensor, formula: string, numbers: readonly number[]): void {
  const x: Tensor = input("x", [numbers.length], "f64");
  const y = f(x);
  const slope = gradients(sum(y), [x])[0];
  const found = evaluate([y, slope, gradients(sum(slope), [x])[0]], { x: [...numbers] }, { floats: "f64" });
  const symbolic = mathjs.derivative(formula, "x", { simplify: false });
  [mathjs.parse(formula), symbolic, mathjs.derivative(symbolic, "x", { simplify: false })].forEach((oracle, order) => {
    const compiled = oracle.compile();
    numbers.forEach((at, i) => {
      const expected = Number(compiled.evaluate({ x: at }));
      const actual = (found[order] as TensorValue).data[i]!;
      // mathjs's formulas cancel where ours do not: (1 − σ)² far from 0, and logarithms of sums.
      const where = `derivative ${order} of ${formula} at ${at}: ${actual} instead of ${expected}`;
      expect(Math.abs(actual - expected), where).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(expected), 1e-2));
    });
  });
}

/** Points of each piece, some evenly and some at random. */
const agree = (f: (x: Tensor) => Tensor, pieces: readonly Piece[]): void => {
  for (const [formula, low, high] of pieces) {
    const even = Array.from({ length: 21 }, (_, i) => low + ((high - low) * (i + 0.5)) / 21);
    compare(f, formula, [
      ...even,
      ...fc.sample(fc.double({ min: low, max: high, noNaN: true }), { numRuns: 20, seed: 1 }),
    ]);
  }
};

/** Those with a formula. */
const entries = <T>(table: Readonly<Record<string, T | string>>): readonly (readonly [string, T])[] =>
  Object.entries(table).flatMap(([name, entry]) => (typeof entry === "string" ? [] : [[name, entry] as const]));

describe("value, first and second derivative are those that mathjs finds by symbols", () => {
  test.each(entries<readonly Piece[]>(ofActivations))("%s", (name, pieces) => {
    agree((x) => applyLayer(activations[name as keyof typeof activations], x, {}), pieces);
  });

  test.each(entries<(t: number) => readonly Piece[]>(ofLosses))("%s", (name, pieces) => {
    const loss = losses[name as keyof typeof losses] as AnyLoss;
    for (const t of targets) {
      const target = (x: Tensor): Tensor => constant(new Float64Array(Number(x.shape[0])).fill(t), { dtype: "f64" });
      agree((x) => loss(x, target(x), { reduction: "none" }), pieces(t));
    }
  });
});
