import { parameter, toJson } from "@adjoint/core";
import { squaredError } from "@adjoint/ops";
import { scheduleExpression } from "@adjoint/ops/expression";
import {
  adam,
  chain,
  clipByGlobalNorm,
  exponentialDecay,
  type Optimizer,
  optimizers,
  schedules,
  sgd,
  trainStep,
  transforms,
} from "@adjoint/optim";
import { describe, expect, test } from "vitest";
import { type OptimizerSpec, parts } from "../spec/parts.js";
import { buildOptimizer } from "./buildOptimizer.js";

const graphOf = (optimizer: Optimizer) => {
  const loss = squaredError(parameter("w", [2, 2]), parameter("v", [2, 2]));
  return toJson((trainStep(loss, optimizer).updates ?? []).map(([, value]) => value));
};
const parse = (spec: unknown): OptimizerSpec => parts.optimizer.parse(spec);
const built = (spec: unknown) => graphOf(buildOptimizer(parse(spec), 100).optimizer);

describe("an optimizer by its name alone is that of the table with its defaults", () => {
  test.each(Object.entries(optimizers))("%s", (name, { make }) => {
    expect(built(name)).toEqual(graphOf(make({} as never)));
  });
});

/** A schedule in each of the ways that specs can write it. */
const examples: Readonly<Record<keyof typeof schedules, object>> = {
  constantSchedule: { value: 0.1 },
  inverseTimeDecay: { initial: 1, decay: 0.01 },
  exponentialDecay: { initial: 0.1, rate: 0.5, every: 10 },
  stepDecay: { initial: 0.1, factor: 0.5, every: 10 },
  piecewiseConstant: { values: [0.1, 0.01], boundaries: [5] },
  polynomialDecay: { initial: 0.1, steps: 10 },
  cosineDecay: { initial: 0.1, steps: 10 },
  cosineRestarts: { initial: 0.1, period: 10 },
  warmup: { schedule: 0.1, steps: 10 },
  oneCycle: { peak: 0.1, steps: 10 },
  joinSchedules: { parts: [0.1, 0.2], boundaries: [5] },
  reduceOnPlateau: { rate: 0.1, patience: 2 },
};

describe("a schedule is that of the table", () => {
  test.each(Object.entries(examples))("%s", (name, settings) => {
    const { make } = schedules[name as keyof typeof schedules];
    const learningRate = make(settings as never);
    expect(built({ sgd: { learningRate: { [name]: settings } } })).toEqual(graphOf(sgd({ learningRate })));
  });

  test("or one around another", () => {
    const decay = { initial: 0.2, rate: 0.5, every: 10 };
    const spec = { warmup: { schedule: { exponentialDecay: decay }, steps: 5 } };
    const { warmup } = schedules;
    const learningRate = warmup.make({ schedule: exponentialDecay(0.2, { rate: 0.5, every: 10 }), steps: 5 });
    expect(built({ adam: { learningRate: spec } })).toEqual(graphOf(adam({ learningRate })));
  });

  test("or a formula of steps and epochs", () => {
    const formula = "0.1 * 0.5^floor(epoch / 50)";
    const learningRate = scheduleExpression(formula, { stepsPerEpoch: 100 });
    expect(built({ sgd: { learningRate: formula } })).toEqual(graphOf(sgd({ learningRate })));
  });

  test("that watches the training is told apart", () => {
    const plateau = { rate: 0.1, better: "larger" };
    const { watchers } = buildOptimizer(parse({ sgd: { learningRate: { reduceOnPlateau: plateau } } }), 1);
    expect(watchers).toMatchObject([{ better: "larger" }]);
  });
});

describe("transforms", () => {
  test("in a list are a chain", () => {
    expect(built([{ clipByGlobalNorm: 0.5 }, "adam"])).toEqual(graphOf(chain(clipByGlobalNorm(0.5), adam())));
    expect(built([{ clipByGlobalNorm: { limit: 0.5 } }, "adam"])).toEqual(built([{ clipByGlobalNorm: 0.5 }, "adam"]));
  });

  test("hold optimizers, by name or with settings", () => {
    const { lookahead, parameterGroups } = transforms;
    expect(built({ lookahead: { inner: { sgd: { learningRate: 0.5 } }, every: 3 } })).toEqual(
      graphOf(lookahead.make({ inner: sgd({ learningRate: 0.5 }), every: 3 })),
    );
    const groups = [{ names: "w", optimizer: { sgd: { learningRate: 1 } } }];
    expect(built({ parameterGroups: { groups, otherwise: "adam" } })).toEqual(
      graphOf(
        parameterGroups.make({ groups: [{ names: "w", optimizer: sgd({ learningRate: 1 }) }], otherwise: adam() }),
      ),
    );
  });
});

test("what comes out of parsing can be parsed again", () => {
  const spec = [
    { clipByValue: 1 },
    { lookahead: "sgd" },
    { adam: { learningRate: { warmup: { schedule: 0.1, steps: 3 } } } },
  ];
  expect(parse(parse(spec))).toEqual(parse(spec));
});
