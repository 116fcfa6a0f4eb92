import {
  add,
  cast,
  createSession,
  input,
  log,
  mul,
  parameter,
  reference,
  type Session,
  sum,
  type Tensor,
} from "@adjoint/core";
import { beforeEach, describe, expect, test } from "vitest";
import * as optim from "../index.js";
import { exclusiveOr, network, type Problem, quadratic } from "../problems.properties.js";
import type { LearningRate } from "../schedules/schedule.js";
import { trainStep } from "../trainStep.js";
import type { Optimizer } from "../transforms/transform.js";
import { goldens } from "./goldens.properties.js";
import { type Rule, rules } from "./rules.properties.js";

type Name = keyof typeof rules;

interface Case {
  /** With the options that its published rule is written down for. */
  readonly make: (learningRate: LearningRate) => Optimizer;
  /** Without options. */
  readonly defaults: () => Optimizer;
  /** The variables that it keeps for each parameter; PARAMETER stands for its name. */
  readonly state: readonly string[];
  /** What PyTorch or optax was run with for each golden, in our words. */
  readonly goldens: Partial<Readonly<Record<keyof typeof goldens, () => Optimizer>>>;
  /** A rate that learns exclusive or. */
  readonly learns: number;
  /** How far f32 may be from f64 after twenty steps, where it is more than the roundings of each step. */
  readonly rounding?: number;
}

const decay = 0.875;
const weightDecay = 0.25;
const rate = 0.125;
const moments = (scope: string, ...names: readonly string[]) =>
  names.map((name) => `optimizer/${scope}/${name}/PARAMETER`);

const optimizers: Readonly<Record<Name, Case>> = {
  sgd: {
    make: (learningRate) => optim.sgd({ learningRate, weightDecay: 2 ** -10 }),
    defaults: () => optim.sgd(),
    state: [],
    goldens: {
      sgd: () => optim.sgd({ learningRate: rate }),
      "sgd with weight decay": () => optim.sgd({ learningRate: rate, weightDecay: 0.125 }),
    },
    learns: 0.5,
  },
  momentum: {
    make: (learningRate) => optim.momentum({ learningRate, decay }),
    defaults: () => optim.momentum(),
    state: ["optimizer/trace/PARAMETER"],
    goldens: { momentum: () => optim.momentum({ learningRate: 0.03125, decay }) },
    learns: 0.1,
  },
  nesterov: {
    make: (learningRate) => optim.nesterov({ learningRate, decay }),
    defaults: () => optim.nesterov(),
    state: ["optimizer/trace/PARAMETER"],
    goldens: { nesterov: () => optim.nesterov({ learningRate: 0.03125, decay }) },
    learns: 0.1,
  },
  adagrad: {
    make: (learningRate) => optim.adagrad({ learningRate }),
    defaults: () => optim.adagrad(),
    state: ["optimizer/adagrad/PARAMETER"],
    goldens: {
      adagrad: () => optim.adagrad({ learningRate: rate }),
      "adagrad with epsilon inside": () =>
        optim.adagrad({ learningRate: rate, initial: 0.1, epsilon: 1e-2, epsilonPlace: "inside" }),
    },
    learns: 0.2,
  },
  adadelta: {
    make: (learningRate) => optim.adadelta({ learningRate }),
    defaults: () => optim.adadelta(),
    state: moments("adadelta", "gradient", "update"),
    goldens: { adadelta: () => optim.adadelta() },
    learns: 20,
  },
  rmsprop: {
    make: (learningRate) => optim.rmsprop({ learningRate }),
    defaults: () => optim.rmsprop(),
    state: moments("rms", "square"),
    goldens: {
      rmsprop: () => optim.rmsprop({ learningRate: 0.03125 }),
      "rmsprop, centred, with momentum and epsilon outside": () =>
        optim.rmsprop({
          learningRate: 0.0078125,
          epsilon: 1e-3,
          epsilonPlace: "outside",
          centred: true,
          momentum: 0.875,
        }),
      "rmsprop with Nesterov's momentum": () =>
        optim.rmsprop({ learningRate: 0.0078125, momentum: 0.875, nesterov: true }),
    },
    learns: 0.03,
    // At this rate it swings about the minimum of the network: in f64 too, a change of the start grows up to 226-fold.
    rounding: 2 ** -11,
  },
  adam: {
    make: (learningRate) => optim.adam({ learningRate }),
    defaults: () => optim.adam(),
    state: moments("adam", "first", "second"),
    goldens: { adam: () => optim.adam({ learningRate: rate }) },
    learns: 0.05,
  },
  adamw: {
    make: (learningRate) => optim.adamw({ learningRate, weightDecay }),
    defaults: () => optim.adamw(),
    state: moments("adam", "first", "second"),
    goldens: { adamw: () => optim.adamw({ learningRate: rate, weightDecay: 0.125 }) },
    learns: 0.05,
  },
  amsgrad: {
    make: (learningRate) => optim.amsgrad({ learningRate }),
    defaults: () => optim.amsgrad(),
    state: moments("amsgrad", "first", "second", "largest"),
    goldens: { amsgrad: () => optim.amsgrad({ learningRate: rate, beta2: 0.75 }) },
    learns: 0.05,
  },
  adamax: {
    make: (learningRate) => optim.adamax({ learningRate }),
    defaults: () => optim.adamax(),
    state: moments("adamax", "first", "largest"),
    goldens: { adamax: () => optim.adamax({ learningRate: rate }) },
    learns: 0.05,
  },
  nadam: {
    make: (learningRate) => optim.nadam({ learningRate }),
    defaults: () => optim.nadam(),
    state: [...moments("nadam", "first", "second"), "optimizer/nadam/product"],
    goldens: { nadam: () => optim.nadam({ learningRate: rate, momentumDecay: 0.25 }) },
    learns: 0.05,
  },
  radam: {
    make: (learningRate) => optim.radam({ learningRate }),
    defaults: () => optim.radam(),
    state: moments("radam", "first", "second"),
    goldens: { radam: () => optim.radam({ learningRate: rate }) },
    learns: 0.1,
  },
  lion: {
    make: (learningRate) => optim.lion({ learningRate, weightDecay }),
    defaults: () => optim.lion(),
    state: ["optimizer/lion/PARAMETER"],
    goldens: { lion: () => optim.lion({ learningRate: 0.03125, weightDecay: 0.125 }) },
    learns: 0.03,
  },
  lamb: {
    make: (learningRate) => optim.lamb({ learningRate, weightDecay }),
    defaults: () => optim.lamb(),
    state: moments("adam", "first", "second"),
    goldens: { lamb: () => optim.lamb({ learningRate: rate, weightDecay: 0.125 }) },
    learns: 0.05,
  },
  adafactor: {
    make: (learningRate) => optim.adafactor({ learningRate }),
    defaults: () => optim.adafactor(),
    state: [
      "optimizer/factoredRms/rows/first",
      "optimizer/factoredRms/columns/first",
      "optimizer/factoredRms/all/bias",
      "optimizer/factoredRms/rows/second",
      "optimizer/factoredRms/columns/second",
    ],
    goldens: { adafactor: () => optim.adafactor({ learningRate: rate }) },
    learns: 0.1,
  },
  muon: {
    make: (learningRate) => optim.muon({ learningRate, weightDecay, others: optim.adamw({ learningRate }) }),
    defaults: () => optim.muon(),
    state: [
      "optimizer/1/movingAverage/first",
      "optimizer/1/movingAverage/second",
      "optimizer/2/adam/first/bias",
      "optimizer/2/adam/second/bias",
    ],
    goldens: {
      muon: () =>
        optim.muon({
          learningRate: 0.03125,
          momentum: 0.875,
          weightDecay: 0.125,
          others: optim.adamw({ learningRate: rate, weightDecay: 0.125 }),
        }),
    },
    learns: 0.05,
  },
};

/** The functions that are neither optimizers nor schedules nor transforms that specs chain. */
const helpers = [
  "OptimError",
  "gaussNewton",
  "lbfgs",
  "levenbergMarquardt",
  "orthogonalise",
  "parametersOf",
  "slots",
  "swapAverages",
  "trainStep",
  "transform",
];

test("every optimizer that is exported is in the table, and tested here", () => {
  expect(Object.keys(optim.optimizers)).toStrictEqual(Object.keys(optimizers));
  const functions = Object.entries(optim).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  const tables = [optim.optimizers, optim.schedules, optim.transforms].flatMap(Object.keys);
  const parts = functions.filter((name) => name.startsWith("scaleBy"));
  expect(functions.toSorted()).toStrictEqual([...tables, ...parts, ...helpers].toSorted());
});

const numbersOf = (session: Session, { parameters }: Problem) =>
  parameters.flatMap((parameter) => Array.from<number>(session.read(parameter).data));

/** The parameters after each of so many steps. */
function train(problem: Problem, optimizer: Optimizer, steps: number, floats: "f32" | "f64") {
  using session = createSession({ floats });
  const { run } = session.compile(trainStep(problem.loss, optimizer));
  return Array.from({ length: steps }, () => {
    run();
    return numbersOf(session, problem);
  });
}

function trainByRule({ start, gradient }: Problem, rule: Rule, rate: (step: number) => number, steps: number) {
  const parameters = [...start];
  return Array.from({ length: steps }, (_, step) => {
    rule(parameters, gradient(parameters), rate(step), step + 1);
    return [...parameters];
  });
}

function expectClose(ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[], tolerance: number) {
  ours.forEach((parameters, step) => {
    expect(parameters).toHaveLength(theirs[step]!.length);
    parameters.forEach((value, i) => {
      expect(Math.abs(value - theirs[step]![i]!), `step ${step}, parameter ${i}`).toBeLessThan(tolerance);
    });
  });
}

/** Rates that are exact in f32, in which a learning rate is computed. */
const rates: readonly (readonly [string, LearningRate, (step: number) => number])[] = [
  ["at a constant rate", 0.0625, () => 0.0625],
  ["at a decaying rate", optim.exponentialDecay(0.125, { rate: 0.5, every: 4 }), (step) => 0.125 * 0.5 ** (step / 4)],
];
const problems = { "a quadratic": quadratic, "a two-layer network": network };

const entries = Object.entries(optimizers) as readonly (readonly [Name, Case])[];
const shapesOf = ({ parameters }: Problem) => parameters.map(({ shape }) => shape as readonly number[]);

describe.each(entries)("%s", (name, { make, defaults, state, goldens: checked, learns, rounding }) => {
  beforeEach(({ task }) => {
    task.meta.sweep = { of: "optimizers", subject: name, check: task.name };
  });

  const rule = rules[name];

  describe.each(Object.entries(problems))("on %s", (_problem, problem) => {
    test.each(rates)("follows its published rule %s, in f64 to 1e-12", (_rate, learningRate, rate) => {
      const ours = train(problem(), make(learningRate), 20, "f64");
      expectClose(ours, trainByRule(problem(), rule(shapesOf(problem())), rate, 20), 1e-12);
    });

    test.each(rates)("follows it %s in f32, up to rounding", (_rate, learningRate, rate) => {
      const ours = train(problem("f32"), make(learningRate), 20, "f32");
      // Twenty steps of a few roundings each, of numbers around 1.
      const tolerance = rounding ?? 20 * 8 * 2 ** -24;
      expectClose(ours, trainByRule(problem(), rule(shapesOf(problem())), rate, 20), tolerance);
    });
  });

  test("knows its numbers as doubles in a session of f64, though all is declared in f32", () => {
    // No f32 is 0.03; a schedule is rounded where it is computed, and that is in f64 here.
    for (const learningRate of [0.03, optim.exponentialDecay(0.03, { rate: 0.9, every: 1000 })]) {
      const ours = train(network("f32"), make(learningRate), 10, "f64");
      const rate = (step: number) => (typeof learningRate === "number" ? 0.03 : 0.03 * 0.9 ** (step / 1000));
      expectClose(ours, trainByRule(network(), rule(shapesOf(network())), rate, 10), 1e-12);
    }
  });

  test.each(Object.entries(checked))("agrees with PyTorch or optax after ten steps: %s", (golden, optimizer) => {
    const ours = train(network(), optimizer(), 10, "f64");
    expectClose([ours.at(-1)!], [goldens[golden as keyof typeof goldens]], 1e-13);
  });

  test("learns exclusive or, in f32", () => {
    using session = createSession();
    const { run } = session.compile(trainStep(exclusiveOr(), make(learns)));
    const first = run().loss;
    for (let step = 0; step < 200; step++) run();
    expect(first).toBeGreaterThan(0.5);
    expect(run().loss).toBeLessThan(0.05);
  });

  test("with its defaults makes the loss smaller", () => {
    using session = createSession();
    const { run } = session.compile(trainStep(exclusiveOr(), defaults()));
    const first = run().loss;
    for (let step = 0; step < 50; step++) run();
    expect(run().loss).toBeLessThan(first);
  });

  test("keeps what its source keeps for each parameter, and the count of steps", () => {
    using session = createSession();
    const { parameters, loss } = network("f32");
    session.compile(trainStep(loss, defaults()));
    const added = session.variables.filter(({ name }) => !parameters.some((parameter) => parameter.name === name));
    const named = parameters.map((parameter) => String(parameter.name));
    const expected = state.flatMap((variable) =>
      variable.includes("PARAMETER") ? named.map((own) => variable.replace("PARAMETER", own)) : [variable],
    );
    expect(added.map(({ name }) => name).toSorted()).toStrictEqual([...expected, "optimizer/step"].toSorted());
    for (const { name, trainable, dtype } of added) {
      expect({ trainable, dtype }).toStrictEqual({
        trainable: false,
        dtype: name === "optimizer/step" ? "i32" : name.endsWith("/product") ? "f64" : "f32",
      });
      const first = name.endsWith("/product") ? 1 : 0;
      expect(session.read(name).data.every((value) => value === first)).toBe(true);
    }
  });

  test("trains numbers, vectors, matrices and larger tensors, in f64 next to f32", () => {
    const shapes = [[], [3], [2, 3], [3, 2], [2, 2, 3]];
    const parameters = shapes.flatMap((shape) =>
      (["f32", "f64"] as const).map((dtype) =>
        parameter(`${dtype}_${shape.length}_${shape[0]}`, shape, { dtype, initial: 1 }),
      ),
    );
    const squares = parameters.map((each): Tensor => cast(sum(mul(each, each)), "f64"));
    const loss = squares.reduce((total, each): Tensor => add(total, each));
    using session = createSession();
    const { run } = session.compile(trainStep(loss, defaults()));
    const first = run().loss;
    for (let step = 0; step < 10; step++) run();
    expect(run().loss).toBeLessThan(first);
    for (const each of parameters) {
      const { dtype, data } = session.read(each);
      expect(dtype).toBe(each.dtype);
      expect(
        data.every((x: number) => x < 1 && x > 0),
        each.name,
      ).toBe(true);
    }
  });

  test("computes the same on the reference backend", () => {
    const numbers = [undefined, reference].map((backend) => {
      using session = createSession(backend === undefined ? {} : { backend });
      const problem = network("f32");
      const { run } = session.compile(trainStep(problem.loss, make(0.0625)));
      for (let step = 0; step < 5; step++) run();
      return numbersOf(session, problem);
    });
    // Five steps of the roundings that a fused multiply-add leaves out.
    expectClose([numbers[0]!], [numbers[1]!], 5 * 16 * 2 ** -24);
  });

  test.each([
    ["NaN", -1],
    ["−∞", 0],
  ])("a loss of %s leaves parameters, moments and the count of steps as they were", (_kind, bad) => {
    const rows = input("rows", ["batch"]);
    const x = parameter("x", [1], { initial: 2 });
    using session = createSession();
    const { run } = session.compile(trainStep(sum(log(mul(rows, x))), defaults(), { metrics: { rows } }));
    const everything = () => session.variables.map(({ name }) => [name, session.read(name).data]);
    run({ rows: [1, 2] });
    const before = everything();
    expect(() => run({ rows: [1, bad] })).toThrow(expect.objectContaining({ code: "run/non-finite" }));
    expect(everything()).toStrictEqual(before);
    run({ rows: [3] });
    expect(everything()).not.toStrictEqual(before);
    expect(session.read("optimizer/step").data).toStrictEqual(Int32Array.of(2));
  });

  test("interrupted and resumed it goes on as if it had not been, bit for bit", () => {
    const whole = train(network("f32"), make(0.0625), 6, "f32").at(-1)!;
    const problem = network("f32");
    using before = createSession();
    const first = before.compile(trainStep(problem.loss, make(0.0625)));
    for (let step = 0; step < 3; step++) first.run();
    using after = createSession();
    const second = after.compile(trainStep(problem.loss, make(0.0625)));
    for (const { name } of before.variables) after.write(name, before.read(name));
    for (let step = 0; step < 3; step++) second.run();
    expect(numbersOf(after, problem)).toStrictEqual(whole);
  });
});
