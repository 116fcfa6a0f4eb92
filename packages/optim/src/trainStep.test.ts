import {
  type AdjointError,
  add,
  createSession,
  input,
  inspectProgram,
  log,
  mul,
  parameter,
  type Session,
  sqrt,
  sub,
  sum,
  type Tensor,
  variable,
} from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { adadelta } from "./optimizers/adadelta.js";
import { adagrad } from "./optimizers/adagrad.js";
import { adam } from "./optimizers/adam.js";
import { adamax } from "./optimizers/adamax.js";
import { adamw } from "./optimizers/adamw.js";
import { amsgrad } from "./optimizers/amsgrad.js";
import { lion } from "./optimizers/lion.js";
import { momentum } from "./optimizers/momentum.js";
import { nadam } from "./optimizers/nadam.js";
import { nesterov } from "./optimizers/nesterov.js";
import { radam } from "./optimizers/radam.js";
import { rmsprop } from "./optimizers/rmsprop.js";
import { sgd } from "./optimizers/sgd.js";
import { startingFrom } from "./problems.properties.js";
import { exponentialDecay } from "./schedules/exponentialDecay.js";
import { reduceOnPlateau } from "./schedules/reduceOnPlateau.js";
import { parametersOf, trainStep } from "./trainStep.js";
import { accumulate } from "./transforms/accumulate.js";
import { applyIfFinite } from "./transforms/applyIfFinite.js";
import { averageWeights } from "./transforms/averageWeights.js";
import { chain } from "./transforms/chain.js";
import { clipByGlobalNorm } from "./transforms/clipByGlobalNorm.js";
import { nonNegative } from "./transforms/nonNegative.js";

const everything = (session: Session) =>
  Object.fromEntries(session.variables.map(({ name }) => [name, Array.from(session.read(name).data)]));

describe("outputs", () => {
  test("the loss and the metrics are those from before the update", () => {
    const x = parameter("x", [], { initial: 4 });
    const { run } = createSession().compile(
      trainStep(mul(x, x), sgd({ learningRate: 0.25 }), { metrics: { x, twice: mul(x, 2) } }),
    );
    expect([run(), run(), run()]).toStrictEqual([
      { loss: 16, x: 4, twice: 8 },
      { loss: 4, x: 2, twice: 4 },
      { loss: 1, x: 1, twice: 2 },
    ]);
  });

  test("metrics may have any shape and element type", () => {
    const x = startingFrom("x", [2], [1, 2], "f32");
    const count = variable("count", [], { dtype: "i32", initial: 3 });
    const { run } = createSession().compile(trainStep(sum(x), sgd(), { metrics: { x, count } }));
    expect(run()).toMatchObject({ loss: 3, x: { shape: [2] }, count: 3 });
  });

  test("a schedule among the rates is a number of each step, the one that the optimizer uses", () => {
    const x = parameter("x", []);
    const learningRate = exponentialDecay(1, { rate: 0.5, every: 1 });
    const plateau = reduceOnPlateau(learningRate);
    const options = { rates: { learningRate, plateau, fixed: 0.25 } };
    const { run } = createSession().compile(trainStep(x, sgd({ learningRate: plateau }), options));
    expect([run(), run(), run()]).toStrictEqual([
      { loss: 0, learningRate: 1, plateau: 1, fixed: 0.25 },
      { loss: -1, learningRate: 0.5, plateau: 0.5, fixed: 0.25 },
      { loss: -1.5, learningRate: 0.25, plateau: 0.25, fixed: 0.25 },
    ]);
  });
});

describe("what is trained", () => {
  const x = parameter("x", [], { initial: 1 });
  const y = parameter("y", [], { initial: 1 });
  const running = variable("running", [], { initial: 1 });
  const loss: Tensor = add(mul(x, y) as Tensor, running);

  test("is every parameter that the loss depends on, and no variable", () => {
    expect(parametersOf(loss)).toStrictEqual([x, y]);
    using session = createSession();
    session.compile(trainStep(loss, sgd({ learningRate: 0.5 }))).run();
    expect(everything(session)).toStrictEqual({ x: [0.5], y: [0.5], running: [1], "optimizer/step": [1] });
  });

  test("with `parameters` is those alone; the others are frozen and have no moments", () => {
    using session = createSession();
    session.compile(trainStep(loss, momentum({ learningRate: 0.5 }), { parameters: [y] })).run();
    expect(everything(session)).toStrictEqual({
      x: [1],
      y: [0.5],
      running: [1],
      "optimizer/step": [1],
      "optimizer/trace/y": [-0.5],
    });
  });

  test("may be a variable when it is asked for", () => {
    using session = createSession();
    session.compile(trainStep(loss, sgd({ learningRate: 0.5 }), { parameters: [running] })).run();
    expect(everything(session)).toStrictEqual({ x: [1], y: [1], running: [0.5], "optimizer/step": [1] });
  });

  test("may include a parameter that the loss does not depend on, which stays", () => {
    const unused = parameter("unused", [2], { initial: 7 });
    using session = createSession();
    session.compile(trainStep(loss, adam(), { parameters: [x, unused] })).run();
    expect(everything(session).unused).toStrictEqual([7, 7]);
  });

  test("named twice is refused", () => {
    expect(() => createSession().compile(trainStep(loss, sgd(), { parameters: [x, x] }))).toThrow("updated twice");
  });
});

describe("steps", () => {
  test("are counted from 0, so that the first step has the schedule's first rate", () => {
    const x = parameter("x", []);
    using session = createSession();
    const { run } = session.compile(trainStep(x, sgd({ learningRate: exponentialDecay(1, { rate: 0.5, every: 1 }) })));
    const trail = Array.from({ length: 4 }, () => {
      run();
      return [session.read("optimizer/step").data[0], session.read(x).data[0]];
    });
    expect(trail).toStrictEqual([
      [1, -1],
      [2, -1.5],
      [3, -1.75],
      [4, -1.875],
    ]);
    expect(session.variables.find(({ name }) => name === "optimizer/step")).toMatchObject({ dtype: "i32", shape: [] });
  });

  test("of two programs with names of their own have states of their own", () => {
    const x = parameter("x", []);
    using session = createSession();
    const [slow, fast] = ["slow", "fast"].map((name) => session.compile(trainStep(x, momentum(), { name })));
    slow!.run();
    slow!.run();
    fast!.run();
    const names = session.variables.map(({ name }) => name).toSorted();
    expect(names).toStrictEqual(["fast/step", "fast/trace/x", "slow/step", "slow/trace/x", "x"]);
    expect([session.read("slow/step").data[0], session.read("fast/step").data[0]]).toStrictEqual([2, 1]);
  });

  test("of two programs with the same name go on counting together", () => {
    const x = parameter("x", []);
    using session = createSession();
    const programs = [mul(x, 1), mul(x, 2)].map((loss) => session.compile(trainStep(loss, momentum())));
    for (const { run } of programs) run();
    expect(session.read("optimizer/step").data[0]).toBe(2);
  });

  test("of a batch of any size share parameters and state", () => {
    const rows = input("rows", ["batch"]);
    const x = parameter("x", [1]);
    using session = createSession();
    const { run } = session.compile(trainStep(sum(mul(rows, x)), momentum({ learningRate: 1, decay: 0.5 })));
    run({ rows: [1, 1, 1] });
    run({ rows: [1] });
    expect(everything(session)).toStrictEqual({ x: [-5.5], "optimizer/trace/x": [-2.5], "optimizer/step": [2] });
  });

  test("all parameters move at once, from gradients at the same point", () => {
    const [x, y] = [parameter("x", [], { initial: 1 }), parameter("y", [], { initial: 2 })];
    using session = createSession();
    session.compile(trainStep(mul(x, y), sgd({ learningRate: 1 }))).run();
    expect(everything(session)).toMatchObject({ x: [-1], y: [1] });
  });
});

test("f64 parameters train in f64, next to f32 ones", () => {
  const x = startingFrom("x", [1], [1], "f64");
  const y = startingFrom("y", [1], [1], "f32");
  using session = createSession();
  for (const [name, optimizer] of Object.entries({ sgd: sgd(), momentum: momentum(), adam: adam() })) {
    session.compile(trainStep(sum(mul(x, x)), optimizer, { name, parameters: [x, y] })).run();
  }
  expect(session.variables.filter(({ name }) => name.endsWith("/x")).every(({ dtype }) => dtype === "f64")).toBe(true);
  expect(session.read(x).data).toBeInstanceOf(Float64Array);
  expect(session.read(y).data).toStrictEqual(Float32Array.of(1));
});

test("the loss of a difference trains both of its sides", () => {
  const [x, y] = [parameter("x", [], { initial: 1 }), parameter("y", [], { initial: 0 })];
  const error: Tensor = sub(x, y);
  using session = createSession();
  const { run } = session.compile(trainStep(mul(error, error), sgd({ learningRate: 0.25 })));
  run();
  expect(run().loss).toBe(0);
});

describe("requireFinite", () => {
  // √x at 0 is finite, and its slope is not.
  const x = parameter("x", [], { initial: 0 });
  const run = (requireFinite?: "loss" | "gradients" | "nothing") => {
    using session = createSession();
    const options = requireFinite === undefined ? {} : { requireFinite };
    const step = session.compile(trainStep(sqrt(x), sgd({ learningRate: 1 }), options));
    try {
      step.run();
    } catch (error) {
      return { code: (error as AdjointError).code, x: session.read(x).data[0] };
    }
    return { x: session.read(x).data[0] };
  };

  test("looks at the loss alone when it is not told", () => {
    expect(run()).toStrictEqual({ x: -Infinity });
    expect(run("loss")).toStrictEqual({ x: -Infinity });
  });

  test("of the gradients fails before a parameter is lost", () => {
    expect(run("gradients")).toStrictEqual({ code: "run/non-finite", x: 0 });
  });

  test("of nothing lets a loss of NaN pass", () => {
    const y = parameter("y", [], { initial: -1 });
    using session = createSession();
    const step = (requireFinite: "loss" | "nothing") => session.compile(trainStep(log(y), sgd(), { requireFinite }));
    expect(step("nothing").run().loss).toBeNaN();
    expect(() => step("loss").run()).toThrow(expect.objectContaining({ code: "run/non-finite" }));
  });
});

test("further updates belong to the step: a running mean, say", () => {
  const x = parameter("x", [], { initial: 4 });
  const mean = variable("mean", []);
  using session = createSession();
  const updates = [[mean, add(mul(mean, 0.5), mul(x, 0.5))]] as const;
  const { run } = session.compile(trainStep(mul(x, x), sgd({ learningRate: 0.25 }), { updates }));
  run();
  run();
  expect(everything(session)).toStrictEqual({ x: [1], mean: [2], "optimizer/step": [2] });
});

describe("the update is one in-place sweep per parameter", () => {
  const parameters = ["p", "q"].map((name, i): Tensor => parameter(name, [3 + i, 4]));
  const errors = parameters.map((each, i): Tensor => sub(each, input(`target_${i}`, [3 + i, 4])));
  const [first, second] = errors.map((error): Tensor => sum(mul(error, error)));
  const loss: Tensor = add(first!, second!);
  const optimizers = {
    sgd: sgd({ weightDecay: 0.1 }),
    momentum: momentum(),
    nesterov: nesterov(),
    adagrad: adagrad(),
    adadelta: adadelta(),
    rmsprop: rmsprop({ centred: true, momentum: 0.9 }),
    adam: adam(),
    adamw: adamw(),
    amsgrad: amsgrad(),
    adamax: adamax(),
    nadam: nadam(),
    radam: radam(),
    lion: lion(),
    "clipping, adamw and an average": chain(clipByGlobalNorm(1), adamw(), averageWeights()),
    "accumulated adam": accumulate(adam(), 4),
    "adam that skips what is not finite": applyIfFinite(adam()),
    "adam above 0": chain(adam(), nonNegative()),
  };

  test.each(Object.entries(optimizers))("of %s", (_name, optimizer) => {
    const kernels = inspectProgram(trainStep(loss, optimizer), { stage: "fuse" }).split(/^(?=#)/m);
    const stored = kernels.map((kernel) => [...kernel.matchAll(/^ {6}"(.*)" =/gm)].map(([, target]) => target!));
    using session = createSession();
    session.compile(trainStep(loss, optimizer));
    for (const { name } of parameters) {
      const own = session.variables.flatMap((each) =>
        each.name === name || each.name.endsWith(`/${name}`) ? [each.name] : [],
      );
      const sweeps = stored.filter((targets) => targets.some((target) => own.includes(target)));
      expect(sweeps.map((targets) => targets.toSorted())).toStrictEqual([own.toSorted()]);
    }
    expect(kernels.join("")).not.toContain("copy");
  });
});
