import {
  AdjointError,
  constant,
  createSession,
  input,
  log,
  mul,
  parameter,
  sqrt,
  sub,
  type Tensor,
} from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { gaussNewton } from "../minimisers/gaussNewton.js";
import { lbfgs } from "../minimisers/lbfgs.js";
import { levenbergMarquardt } from "../minimisers/levenbergMarquardt.js";
import { adam } from "../optimizers/adam.js";
import { momentum } from "../optimizers/momentum.js";
import { nesterov } from "../optimizers/nesterov.js";
import { rmsprop } from "../optimizers/rmsprop.js";
import { sgd } from "../optimizers/sgd.js";
import { constantSchedule } from "../schedules/constantSchedule.js";
import { exponentialDecay } from "../schedules/exponentialDecay.js";
import { joinSchedules } from "../schedules/joinSchedules.js";
import { oneCycle } from "../schedules/oneCycle.js";
import { piecewiseConstant } from "../schedules/piecewiseConstant.js";
import { reduceOnPlateau } from "../schedules/reduceOnPlateau.js";
import { trainStep } from "../trainStep.js";
import { accumulate } from "../transforms/accumulate.js";
import { freeze } from "../transforms/freeze.js";
import { masked } from "../transforms/masked.js";
import { maxNorm } from "../transforms/maxNorm.js";
import { parameterGroups } from "../transforms/parameterGroups.js";
import { trace } from "../transforms/trace.js";
import { messages } from "./messages.js";
import { OptimError, type OptimErrorCode } from "./optimError.js";
import { requireWithin } from "./requireWithin.js";

function refusal(act: () => unknown): OptimError {
  try {
    act();
  } catch (error) {
    return error as OptimError;
  }
  throw new Error("Nothing was refused.");
}

const x = parameter("x", []);
const weights = parameter("weights", [2, 3]);

const double = () => createSession({ floats: "f64" });

/** Ways into each error. */
const provocations: Readonly<Record<OptimErrorCode, Readonly<Record<string, () => unknown>>>> = {
  "optim/out-of-range": {
    "no learning rate": () => sgd({ learningRate: 0 }),
    "a negative learning rate": () => momentum({ learningRate: -0.1 }),
    "a learning rate that is NaN": () => adam({ learningRate: Number.NaN }),
    "an infinite learning rate": () => nesterov({ learningRate: Infinity }),
    "a constant schedule of 0": () => constantSchedule(0),
    "momentum that never decays": () => momentum({ decay: 1 }),
    "negative momentum": () => nesterov({ decay: -0.5 }),
    "a trace that never decays": () => trace({ decay: 1.5 }),
    "β₁ = 1": () => adam({ beta1: 1 }),
    "β₂ < 0": () => adam({ beta2: -0.1 }),
    "ε = 0": () => adam({ epsilon: 0 }),
    "a decay from 0": () => exponentialDecay(0, { rate: 0.5, every: 1 }),
    "a decay that grows": () => exponentialDecay(1, { rate: 1.01, every: 1 }),
    "a decay to 0": () => exponentialDecay(1, { rate: 0, every: 1 }),
    "a period of 0": () => exponentialDecay(1, { rate: 0.5, every: 0 }),
    "half a step": () => accumulate(sgd(), 2.5),
    "negative patience": () => reduceOnPlateau(1, { patience: -1 }),
    "a cycle that is all rise": () => oneCycle(1, { steps: 10, rising: 1 }),
  },
  "optim/unknown-choice": {
    "a place of ε": () => rmsprop({ epsilonPlace: "above" as never }),
    "what must be finite": () => trainStep(x, sgd(), { requireFinite: "all" as never }),
  },
  "optim/boundaries": {
    "too few": () => piecewiseConstant([1, 0.5, 0.25], [10]),
    "that fall": () => joinSchedules([1, 0.5, 0.25], [10, 5]),
    "of nothing": () => joinSchedules([], []),
  },
  "optim/no-match": {
    "a pattern": () => trainStep(mul(x, x), masked(sgd(), "dense_1/*")),
    "a regular expression": () => trainStep(mul(x, x), freeze(/bias$/)),
    several: () => trainStep(mul(x, x), maxNorm(1, { names: ["y", /z/] })),
    "a group": () =>
      trainStep(mul(x, x), parameterGroups([{ names: (name) => name === "X", optimizer: freeze() }], sgd())),
  },
  "optim/no-parameters": {
    "a loss of inputs": () => trainStep(input("x", []), sgd()),
    "an empty list": () => trainStep(x, sgd(), { parameters: [] }),
    "a search of nothing": () => lbfgs(createSession(), { loss: input("x", []) }),
  },
  "optim/not-a-parameter": {
    "an input": () => trainStep(x, sgd(), { parameters: [input("pixels", ["batch", 784])] }),
    "something computed": () => trainStep(x, sgd(), { parameters: [x, constant(3)] }),
    "a search of an input": () => levenbergMarquardt(createSession(), { residuals: x, parameters: [input("y", [])] }),
  },
  "optim/not-scalar": {
    "a loss for each element": () => trainStep(weights, sgd()),
    "a loss for each element, to be searched": () => lbfgs(double(), { loss: weights }),
    "a metric for each element": () => reduceOnPlateau(1).observe(weights),
  },
  "optim/precision": {
    "a session of f32": () => lbfgs(createSession(), { loss: mul(x, x) }),
    "residuals in f32": () => gaussNewton(createSession(), { residuals: weights }),
  },
  "optim/start": {
    "a loss of −∞": () => lbfgs(double(), { loss: log(x) }),
    "a slope of ∞": () => lbfgs(double(), { loss: sqrt(x) }),
    "residuals with a slope of ∞": () => gaussNewton(double(), { residuals: sub(sqrt(x), 1) }),
    "a residual of NaN": () => levenbergMarquardt(double(), { residuals: log(sub(weights, 1)) }),
  },
};

test("every code has a case", () => {
  expect(Object.keys(provocations).toSorted()).toStrictEqual(Object.keys(messages).toSorted());
});

describe.each(Object.entries(provocations))("%s", (code, cases) => {
  test.each(Object.entries(cases))("%s", (_, provoke) => {
    const error = refusal(provoke);
    expect(error).toBeInstanceOf(OptimError);
    expect(error).toMatchObject({ name: "OptimError", code });
  });
});

test("every message", () => {
  const spoken = Object.entries(provocations).flatMap(([code, cases]) =>
    Object.entries(cases).map(([what, provoke]) => `[${code}] ${what}\n${refusal(provoke).message}`),
  );
  expect(`\n${spoken.join("\n\n")}\n`).toMatchInlineSnapshot(`
    "
    [optim/out-of-range] no learning rate
    optimizer: learningRate must be in (0, ∞), not 0.

    [optim/out-of-range] a negative learning rate
    optimizer: learningRate must be in (0, ∞), not -0.1.

    [optim/out-of-range] a learning rate that is NaN
    optimizer: learningRate must be in (0, ∞), not NaN.

    [optim/out-of-range] an infinite learning rate
    optimizer: learningRate must be in (0, ∞), not Infinity.

    [optim/out-of-range] a constant schedule of 0
    constantSchedule: value must be in (0, ∞), not 0.

    [optim/out-of-range] momentum that never decays
    trace: decay must be in [0, 1), not 1.

    [optim/out-of-range] negative momentum
    trace: decay must be in [0, 1), not -0.5.

    [optim/out-of-range] a trace that never decays
    trace: decay must be in [0, 1), not 1.5.

    [optim/out-of-range] β₁ = 1
    adam: beta1 must be in [0, 1), not 1.

    [optim/out-of-range] β₂ < 0
    adam: beta2 must be in [0, 1), not -0.1.

    [optim/out-of-range] ε = 0
    adam: epsilon must be in (0, ∞), not 0.

    [optim/out-of-range] a decay from 0
    exponentialDecay: initial must be in (0, ∞), not 0.

    [optim/out-of-range] a decay that grows
    exponentialDecay: rate must be in (0, 1], not 1.01.

    [optim/out-of-range] a decay to 0
    exponentialDecay: rate must be in (0, 1], not 0.

    [optim/out-of-range] a period of 0
    exponentialDecay: every must be in [1, ∞), not 0.

    [optim/out-of-range] half a step
    accumulate: every must be a whole number ≥ 1, not 2.5.

    [optim/out-of-range] negative patience
    reduceOnPlateau: patience must be a whole number ≥ 0, not -1.

    [optim/out-of-range] a cycle that is all rise
    oneCycle: rising must be in (0, 1), not 1.

    [optim/unknown-choice] a place of ε
    rmsprop: epsilonPlace must be "outside" or "inside", not "above".

    [optim/unknown-choice] what must be finite
    trainStep: requireFinite must be "loss" or "gradients" or "nothing", not "all".

    [optim/boundaries] too few
    piecewiseConstant: the boundaries of 3 pieces must be 2 whole numbers that grow, from 1 on, not [10].

    [optim/boundaries] that fall
    joinSchedules: the boundaries of 3 pieces must be 2 whole numbers that grow, from 1 on, not [10, 5].

    [optim/boundaries] of nothing
    joinSchedules: there must be at least one piece.

    [optim/no-match] a pattern
    masked: "dense_1/*" means none of the parameters, which are called
      x
    A pattern means whole names, and * stands for any characters: "*bias", "dense_1/*".

    [optim/no-match] a regular expression
    masked: /bias$/ means none of the parameters, which are called
      x
    A pattern means whole names, and * stands for any characters: "*bias", "dense_1/*".

    [optim/no-match] several
    masked: "y", /z/ means none of the parameters, which are called
      x
    A pattern means whole names, and * stands for any characters: "*bias", "dense_1/*".

    [optim/no-match] a group
    parameterGroups: the function means none of the parameters, which are called
      x
    A pattern means whole names, and * stands for any characters: "*bias", "dense_1/*".

    [optim/no-parameters] a loss of inputs
    trainStep: "x" [] depends on no parameter, so there is nothing to train.
    Parameters are made by layers such as dense, or by parameter(name, shape).

    [optim/no-parameters] an empty list
    trainStep: "x" [] depends on no parameter, so there is nothing to train.
    Parameters are made by layers such as dense, or by parameter(name, shape).

    [optim/no-parameters] a search of nothing
    lbfgs: "x" [] depends on no parameter, so there is nothing to train.
    Parameters are made by layers such as dense, or by parameter(name, shape).

    [optim/not-a-parameter] an input
    trainStep: "pixels" [batch, 784] is no parameter or variable, so it cannot be updated.

    [optim/not-a-parameter] something computed
    trainStep: constant [] is no parameter or variable, so it cannot be updated.

    [optim/not-a-parameter] a search of an input
    levenbergMarquardt: "y" [] is no parameter or variable, so it cannot be updated.

    [optim/not-scalar] a loss for each element
    trainStep: expected a scalar, found "weights" [2, 3].

    [optim/not-scalar] a loss for each element, to be searched
    lbfgs: expected a scalar, found "weights" [2, 3].

    [optim/not-scalar] a metric for each element
    reduceOnPlateau: expected a scalar, found "weights" [2, 3].

    [optim/precision] a session of f32
    lbfgs: "x" [] is kept in single precision, which hides how a smooth function falls near its minimum.
    Open the session in double precision: createSession({ floats: "f64" }).

    [optim/precision] residuals in f32
    gaussNewton: "weights" [2, 3] is kept in single precision, which hides how a smooth function falls near its minimum.
    Open the session in double precision: createSession({ floats: "f64" }).

    [optim/start] a loss of −∞
    lbfgs: the loss log [] is -Infinity at the first values of the parameters, so there is nowhere to go from.

    [optim/start] a slope of ∞
    lbfgs: the gradient of sqrt [] is Infinity at the first values of the parameters, so there is nowhere to go from.

    [optim/start] residuals with a slope of ∞
    gaussNewton: the gradient of sub [] is Infinity at the first values of the parameters, so there is nowhere to go from.

    [optim/start] a residual of NaN
    levenbergMarquardt: the residual log [2, 3] is NaN at the first values of the parameters, so there is nowhere to go from.
    "
  `);
});

test("the ends of an interval belong to it unless it is open there", () => {
  const inside = (value: number, interval: Parameters<typeof requireWithin>[3]) => () =>
    requireWithin("test", "value", value, interval);
  for (const value of [0, 0.5, 1]) expect(inside(value, { low: 0, high: 1 })).not.toThrow();
  expect(inside(0, { low: 0, high: 1, open: "low" })).toThrow("in (0, 1], not 0");
  expect(inside(1, { low: 0, high: 1, open: "high" })).toThrow("in [0, 1), not 1");
  expect(inside(1, { low: 0, high: 1, open: "both" })).toThrow("in (0, 1), not 1");
  expect(inside(0, { low: 0, high: 1, open: "both" })).toThrow("in (0, 1), not 0");
  expect(inside(-1, { low: 0 })).toThrow("in [0, ∞), not -1");
  expect(inside(Infinity, { low: 0 })).toThrow("not Infinity");
  expect(inside("1" as unknown as number, { low: 0 })).toThrow("not 1");
});

test("a loss without a derivative is the core's error", () => {
  const count: Tensor = parameter("count", [], { dtype: "i32" });
  expect(refusal(() => trainStep(count, sgd()))).toBeInstanceOf(AdjointError);
});
