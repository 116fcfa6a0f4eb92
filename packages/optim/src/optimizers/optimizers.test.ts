import { createSession, input, log, mul, parameter, type Session, sum } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import * as optim from "../index.js";
import { exclusiveOr, network, type Problem, quadratic } from "../problems.properties.js";
import type { LearningRate } from "../schedules/schedule.js";
import { trainStep } from "../trainStep.js";
import type { Optimizer } from "../transforms/transform.js";

/** One step of an algorithm as its source prints it: parameters, gradient there, learning rate and t = 1, 2, … */
type Rule = (parameters: number[], gradient: readonly number[], rate: number, t: number) => void;

interface Case {
  readonly make: (learningRate: LearningRate) => Optimizer;
  /** A fresh memory of moments, and the rule that uses it. */
  readonly rule: (size: number) => Rule;
  /** Without options. */
  readonly defaults: () => Optimizer;
  readonly state: readonly string[];
  /** The network's parameters after ten steps: tools/goldens/optimizers.py, PyTorch 2.13.0 in float64. */
  readonly golden: { readonly optimizer: () => Optimizer; readonly parameters: readonly number[] };
  /** A rate that learns exclusive or. */
  readonly learns: number;
}

const zeros = (size: number) => new Array<number>(size).fill(0);
const decay = 0.875;

const optimizers: Readonly<Record<string, Case>> = {
  sgd: {
    make: (learningRate) => optim.sgd({ learningRate }),
    // Goodfellow et al., algorithm 8.1.
    rule: () => (parameters, gradient, rate) => {
      gradient.forEach((g, i) => {
        parameters[i]! -= rate * g;
      });
    },
    defaults: () => optim.sgd(),
    state: [],
    golden: {
      optimizer: () => optim.sgd({ learningRate: 0.125 }),
      parameters: [
        0.3147702598766045, -0.3546914434459231, 0.6049146197531949, 0.3937441803628254, 0.87934752876366,
        0.606969344450186, 0.03901440911187725, -0.25346369703388966, -0.1764421270174417, 0.37040771451620214,
        0.5079907740304695, 0.3480883912901785,
      ],
    },
    learns: 0.5,
  },
  momentum: {
    make: (learningRate) => optim.momentum({ learningRate, decay }),
    // Goodfellow et al., algorithm 8.2.
    rule: (size) => {
      const velocity = zeros(size);
      return (parameters, gradient, rate) => {
        gradient.forEach((g, i) => {
          velocity[i] = decay * velocity[i]! - rate * g;
          parameters[i]! += velocity[i]!;
        });
      };
    },
    defaults: () => optim.momentum(),
    state: ["optimizer/trace/first", "optimizer/trace/bias", "optimizer/trace/second"],
    golden: {
      optimizer: () => optim.momentum({ learningRate: 0.03125, decay }),
      parameters: [
        0.3296995886953173, -0.16793389304593265, 0.5334200398488598, 1.3697589636457963, 0.7517119328263953,
        0.8577343162522293, 0.33633390276999287, -0.2931304936221072, -0.24374882059205116, -0.4007446517286003,
        1.2532181306102952, 0.37676255472396003,
      ],
    },
    learns: 0.1,
  },
  nesterov: {
    make: (learningRate) => optim.nesterov({ learningRate, decay }),
    // Goodfellow et al., algorithm 8.3. Its θ is kept here; the parameters are the interim point θ + αv that it looks ahead to.
    rule: (size) => {
      const velocity = zeros(size);
      let theta: number[] | undefined;
      return (parameters, gradient, rate) => {
        theta ??= [...parameters];
        for (let i = 0; i < size; i++) {
          velocity[i] = decay * velocity[i]! - rate * gradient[i]!;
          theta[i]! += velocity[i]!;
          parameters[i] = theta[i]! + decay * velocity[i]!;
        }
      };
    },
    defaults: () => optim.nesterov(),
    state: ["optimizer/trace/first", "optimizer/trace/bias", "optimizer/trace/second"],
    golden: {
      optimizer: () => optim.nesterov({ learningRate: 0.03125, decay }),
      parameters: [
        0.29974553562251544, -0.17786505190319832, 0.5549555299316284, 1.1120715268909331, 0.7894388791396849,
        0.80062748297286, 0.229789183118444, -0.2929428069959864, -0.2431775522014267, -0.21309679977523155,
        1.0480491089391153, 0.375474365186956,
      ],
    },
    learns: 0.1,
  },
  adam: {
    make: (learningRate) => optim.adam({ learningRate }),
    // Kingma & Ba, algorithm 1, with its recommended settings.
    rule: (size) => {
      const [m, v] = [zeros(size), zeros(size)];
      return (parameters, gradient, rate, t) => {
        gradient.forEach((g, i) => {
          m[i] = 0.9 * m[i]! + (1 - 0.9) * g;
          v[i] = 0.999 * v[i]! + (1 - 0.999) * g ** 2;
          const corrected = [m[i]! / (1 - 0.9 ** t), v[i]! / (1 - 0.999 ** t)] as const;
          parameters[i]! -= (rate * corrected[0]) / (Math.sqrt(corrected[1]) + 1e-8);
        });
      };
    },
    defaults: () => optim.adam(),
    state: ["first", "second"].flatMap((moment) =>
      ["first", "bias", "second"].map((name) => `optimizer/adam/${moment}/${name}`),
    ),
    golden: {
      optimizer: () => optim.adam({ learningRate: 0.125 }),
      parameters: [
        -0.07413530629604434, 0.6796199398501489, -0.26323609034922624, 0.3443105204304934, 0.19306590257870154,
        1.2019337294245158, 0.7614640169450817, -0.6360588793061743, -0.7348700792722277, 0.05127985747538017,
        0.350991553973927, 1.187626960995127,
      ],
    },
    learns: 0.05,
  },
};

/** The exports that are no optimizers. */
const others = [
  "OptimError",
  "chain",
  "constantSchedule",
  "exponentialDecay",
  "parametersOf",
  "scaleByAdam",
  "scaleByLearningRate",
  "slots",
  "trace",
  "trainStep",
  "transform",
];

test("every optimizer that is exported is tested here", () => {
  expect(Object.keys(optim).toSorted()).toStrictEqual([...Object.keys(optimizers), ...others].toSorted());
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

describe.each(Object.entries(optimizers))("%s", (_name, { make, rule, defaults, state, golden, learns }) => {
  describe.each(Object.entries(problems))("on %s", (_problem, problem) => {
    test.each(rates)("follows its published rule %s, in f64 to 1e-12", (_rate, learningRate, rate) => {
      const { start } = problem();
      const ours = train(problem(), make(learningRate), 20, "f64");
      expectClose(ours, trainByRule(problem(), rule(start.length), rate, 20), 1e-12);
    });

    test.each(rates)("follows it %s in f32, up to rounding", (_rate, learningRate, rate) => {
      const { start } = problem();
      const ours = train(problem("f32"), make(learningRate), 20, "f32");
      // Twenty steps of a few roundings each, of numbers around 1.
      expectClose(ours, trainByRule(problem(), rule(start.length), rate, 20), 20 * 8 * 2 ** -24);
    });
  });

  test("agrees with PyTorch after ten steps", () => {
    const ours = train(network(), golden.optimizer(), 10, "f64");
    expectClose([ours.at(-1)!], [golden.parameters], 1e-13);
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

  test("keeps one variable per moment and parameter, beginning with zeros, and the count of steps", () => {
    using session = createSession();
    const { parameters, loss } = network("f32");
    session.compile(trainStep(loss, defaults()));
    const added = session.variables.filter(({ name }) => !parameters.some((parameter) => parameter.name === name));
    expect(added.map(({ name }) => name).toSorted()).toStrictEqual([...state, "optimizer/step"].toSorted());
    for (const { name, trainable, dtype } of added) {
      expect({ trainable, dtype }).toStrictEqual({
        trainable: false,
        dtype: name === "optimizer/step" ? "i32" : "f32",
      });
      expect(session.read(name).data.every((value) => value === 0)).toBe(true);
    }
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
