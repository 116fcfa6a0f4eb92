import { add, createSession, mul, parameter, type Tensor } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { adam } from "../optimizers/adam.js";
import { adamw } from "../optimizers/adamw.js";
import { momentum } from "../optimizers/momentum.js";
import { sgd } from "../optimizers/sgd.js";
import { trainStep } from "../trainStep.js";
import { chain } from "./chain.js";
import { decayWeights } from "./decayWeights.js";
import { freeze } from "./freeze.js";
import { matcher } from "./internal/matcher.js";
import { masked } from "./masked.js";
import type { Names } from "./names.js";
import { parameterGroups } from "./parameterGroups.js";
import { scale } from "./scale.js";
import { scaleByLearningRate } from "./scaleByLearningRate.js";
import type { Optimizer } from "./transform.js";

const names = ["dense_1/weights", "dense_1/bias", "dense_2/weights", "dense_2/bias"];
const parameters = names.map((name, i) => parameter(name, [], { initial: i + 1 }));
const loss = parameters.reduce((total, each): Tensor => add(total, each) as Tensor, mul(parameters[0]!, 0) as Tensor);

/** The parameters after some steps, each with a gradient of 1, and the optimizer's variables. */
function train(optimizer: Optimizer, steps = 1) {
  using session = createSession();
  const { run } = session.compile(trainStep(loss, optimizer));
  for (let i = 0; i < steps; i++) run();
  const kept = session.variables.map(({ name }) => name).filter((name) => name.startsWith("optimizer/"));
  return { values: parameters.map((each) => session.read(each).data[0]!), kept: kept.toSorted() };
}

describe("names", () => {
  const meant = (pattern: Names) => names.filter(matcher(pattern));

  test("are whole names, in which * stands for any characters", () => {
    expect(meant("dense_1/bias")).toStrictEqual(["dense_1/bias"]);
    expect(meant("dense_1/*")).toStrictEqual(["dense_1/weights", "dense_1/bias"]);
    expect(meant("*bias")).toStrictEqual(["dense_1/bias", "dense_2/bias"]);
    expect(meant("*_2/*s")).toStrictEqual(["dense_2/weights", "dense_2/bias"]);
    expect(meant("bias")).toStrictEqual([]);
  });

  test("other characters stand for themselves", () => {
    expect(["a.b", "axb", "a+b"].filter(matcher("a.b"))).toStrictEqual(["a.b"]);
    expect(["f(x)", "[x]", "a\nb"].filter(matcher(["f(x)", "[x]", "a*b"]))).toStrictEqual(["f(x)", "[x]", "a\nb"]);
  });

  test("may be expressions, several patterns, or a function", () => {
    expect(meant(/bias/g)).toStrictEqual(["dense_1/bias", "dense_2/bias"]);
    expect(meant(["dense_1/bias", /2/])).toStrictEqual(["dense_1/bias", "dense_2/weights", "dense_2/bias"]);
    expect(meant((name) => name.length === 12)).toStrictEqual(["dense_1/bias", "dense_2/bias"]);
  });
});

describe("masked", () => {
  test("gives some parameters a rate of their own", () => {
    const { values } = train(chain(scaleByLearningRate(0.5), masked(scale(0.5), "dense_2/*")));
    expect(values).toStrictEqual([0.5, 1.5, 2.75, 3.75]);
  });

  test("keeps state for what it applies to only", () => {
    expect(train(masked(adam(), "dense_2/bias")).kept).toStrictEqual([
      "optimizer/adam/first/dense_2/bias",
      "optimizer/adam/second/dense_2/bias",
      "optimizer/step",
    ]);
  });
});

test("freeze keeps parameters as they are, all or some", () => {
  expect(train(chain(sgd({ learningRate: 0.5 }), freeze("dense_1/*"))).values).toStrictEqual([1, 2, 2.5, 3.5]);
  expect(train(freeze()).values).toStrictEqual([1, 2, 3, 4]);
});

describe("parameterGroups", () => {
  const groups = parameterGroups(
    [
      { names: "*bias", optimizer: sgd({ learningRate: 0.25 }) },
      { names: "dense_1/*", optimizer: freeze() },
    ],
    momentum({ learningRate: 0.5 }),
  );

  test("gives each parameter to the first group that means it, and the rest to the last optimizer", () => {
    expect(train(groups).values).toStrictEqual([1, 1.75, 2.5, 3.75]);
    expect(train(groups, 2).values[2]).toBeCloseTo(3 - 0.5 - 0.95, 6);
  });

  test("keeps the state of each group's own parameters", () => {
    expect(train(groups).kept).toStrictEqual(["optimizer/3/trace/dense_2/weights", "optimizer/step"]);
  });
});

test("decayWeights adds λθ, to some parameters if told so", () => {
  expect(train(chain(decayWeights(0.5), scaleByLearningRate(1))).values).toStrictEqual([-0.5, 0, 0.5, 1]);
  expect(train(chain(decayWeights(0.5, "*weights"), scaleByLearningRate(1))).values).toStrictEqual([-0.5, 1, 0.5, 3]);
});

test("adamw decays what it is told to", () => {
  const [all, some] = [adamw({ weightDecay: 0.5 }), adamw({ weightDecay: 0.5, decayed: "*weights" })];
  const [decayed, mixed, none] = [all, some, adamw({ weightDecay: 0 })].map((optimizer) => train(optimizer).values);
  expect(mixed).toStrictEqual([decayed![0], none![1], decayed![2], none![3]]);
  expect(mixed![0]).not.toBe(none![0]);
});
