import { createSession, input, log, mul, parameter, type Session, sum, type Tensor } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { changes } from "../changes.properties.js";
import { adam } from "../optimizers/adam.js";
import { goldens } from "../optimizers/goldens.properties.js";
import { momentum } from "../optimizers/momentum.js";
import { sgd } from "../optimizers/sgd.js";
import { network, startingFrom } from "../problems.properties.js";
import { exponentialDecay } from "../schedules/exponentialDecay.js";
import { parametersOf, trainStep } from "../trainStep.js";
import { accumulate } from "./accumulate.js";
import { applyIfFinite } from "./applyIfFinite.js";
import { averageWeights } from "./averageWeights.js";
import { chain } from "./chain.js";
import { lookahead } from "./lookahead.js";
import { swapAverages } from "./swapAverages.js";

const numbersOf = (session: Session, names: readonly string[]) =>
  names.flatMap((name) => Array.from<number>(session.read(name).data));
const own = ["first", "bias", "second"];
const within = (scope: string) => own.map((name) => `${scope}/${name}`);

function expectClose(ours: readonly number[], theirs: readonly number[], tolerance = 1e-13) {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((value, i) => {
    expect(Math.abs(value - theirs[i]!), `${i}`).toBeLessThan(tolerance);
  });
}

describe("accumulate", () => {
  test("agrees with optax' MultiSteps after ten steps of Adam", () => {
    using session = createSession({ floats: "f64" });
    const { run } = session.compile(trainStep(network().loss, accumulate(adam({ learningRate: 0.125 }), 3)));
    for (let step = 0; step < 10; step++) run();
    expectClose(numbersOf(session, own), goldens.accumulate);
  });

  test("of k parts of a batch trains as the whole batch does, with momentum and a schedule that count whole batches", () => {
    const rows = [1, -2, 3, 0.5, 4, -1, 2, 2, -3, 1, 0, 1];
    const x = startingFrom("x", [1], [0.5]);
    const data: Tensor = input("rows", ["batch"], "f64");
    const loss = (size: number): Tensor =>
      mul(sum(mul(mul(data, data) as Tensor, mul(x, x) as Tensor)), 1 / size) as Tensor;
    const optimizer = () =>
      momentum({ learningRate: exponentialDecay(0.0625, { rate: 0.5, every: 1, staircase: true }), decay: 0.5 });
    using whole = createSession();
    using parts = createSession();
    const large = whole.compile(trainStep(loss(4), optimizer()));
    const small = parts.compile(trainStep(loss(2), accumulate(optimizer(), 2)));
    for (let i = 0; i < rows.length; i += 2) {
      small.run({ rows: Float64Array.from(rows.slice(i, i + 2)) });
      if (i % 4 === 2) large.run({ rows: Float64Array.from(rows.slice(i - 2, i + 2)) });
      if (i % 4 === 2) expectClose(numbersOf(parts, ["x"]), numbersOf(whole, ["x"]), 1e-15);
    }
  });

  test("changes nothing between, neither parameters nor the inner state", () => {
    const x = parameter("x", [2], { initial: 1 });
    using session = createSession();
    const { run } = session.compile(trainStep(sum(mul(x, x)), accumulate(momentum(), 3)));
    const state = () => numbersOf(session, ["x", "optimizer/chain/trace/x"]);
    const trail = Array.from({ length: 6 }, () => {
      const before = state();
      run();
      return state().some((value, i) => value !== before[i]);
    });
    expect(trail).toStrictEqual([false, false, true, false, false, true]);
    expect(numbersOf(session, ["optimizer/total/x"])).toStrictEqual([0, 0]);
  });
});

describe("averageWeights", () => {
  const optimizer = () => chain(sgd({ learningRate: 0.125 }), averageWeights({ decay: 0.75 }));

  test("agrees with PyTorch's AveragedModel after ten steps", () => {
    using session = createSession({ floats: "f64" });
    const { run } = session.compile(trainStep(network().loss, optimizer()));
    for (let step = 0; step < 10; step++) run();
    expectClose(numbersOf(session, within("optimizer/average")), goldens.averageWeights);
    expectClose(numbersOf(session, own), goldens.sgd);
  });

  test("swapAverages puts the averages in place of the parameters, and back", () => {
    using session = createSession();
    const { loss } = network("f32");
    const { run } = session.compile(trainStep(loss, optimizer()));
    for (let step = 0; step < 4; step++) run();
    const [trained, averaged] = [numbersOf(session, own), numbersOf(session, within("optimizer/average"))];
    const swap = session.compile(swapAverages(parametersOf(loss)));
    swap.run();
    expect(trained).not.toStrictEqual(averaged);
    expect([numbersOf(session, own), numbersOf(session, within("optimizer/average"))]).toStrictEqual([
      averaged,
      trained,
    ]);
    swap.run();
    expect(numbersOf(session, own)).toStrictEqual(trained);
  });
});

describe("lookahead", () => {
  test("follows the published rule: k fast steps, then φ ← φ + α(θ − φ), θ ← φ", () => {
    // The fast optimizer is momentum with a gradient of 1, whose velocity goes on.
    const ours = () => {
      const x = startingFrom("x", [1], [3]);
      using session = createSession({ floats: "f64" });
      const { run } = session.compile(
        trainStep(sum(x), lookahead(momentum({ learningRate: 0.25, decay: 0.5 }), { every: 3, share: 0.25 })),
      );
      return Array.from({ length: 9 }, () => {
        run();
        return session.read(x).data[0]!;
      });
    };
    let [theta, phi, velocity] = [3, 3, 0];
    const theirs = Array.from({ length: 9 }, (_, t) => {
      velocity = 0.5 * velocity - 0.25;
      theta += velocity;
      if ((t + 1) % 3 === 0) {
        phi += 0.25 * (theta - phi);
        theta = phi;
      }
      return theta;
    });
    expectClose(ours(), theirs, 1e-14);
  });

  test("with a share of 1 is the inner optimizer", () => {
    const train = (wrap: boolean) => {
      using session = createSession({ floats: "f64" });
      const inner = adam({ learningRate: 0.125 });
      const { run } = session.compile(
        trainStep(network().loss, wrap ? lookahead(inner, { every: 2, share: 1 }) : inner),
      );
      for (let step = 0; step < 10; step++) run();
      return numbersOf(session, own);
    };
    expectClose(train(true), train(false));
  });
});

describe("applyIfFinite", () => {
  const rows = input("rows", ["batch"]);
  const x = parameter("x", [1], { initial: 2 });
  const loss = sum(log(mul(rows, x)));
  const options = { requireFinite: "nothing", parameters: [x] } as const;

  test("leaves out steps that are not finite, as if they had not been, Adam's count included", () => {
    using spared = createSession();
    using untouched = createSession();
    const guarded = spared.compile(trainStep(mul(loss, 1), applyIfFinite(adam({ learningRate: 0.1 })), options));
    const plain = untouched.compile(trainStep(mul(loss, 1), adam({ learningRate: 0.1 }), options));
    const huge = input("scale", []);
    const spoilt = spared.compile(
      trainStep(mul(sum(mul(rows, x)), huge) as Tensor, applyIfFinite(adam({ learningRate: 0.1 })), options),
    );
    for (const batch of [[1, 2], [3], [0.5, 0.25, 4]]) {
      guarded.run({ rows: batch });
      plain.run({ rows: batch });
      spoilt.run({ rows: [1], scale: Number.NaN });
      spoilt.run({ rows: [1, 1], scale: Infinity });
      expect(numbersOf(spared, ["x"])).toStrictEqual(numbersOf(untouched, ["x"]));
    }
    expect(numbersOf(spared, ["optimizer/skipped"])).toStrictEqual([6]);
    expect(numbersOf(spared, ["optimizer/chain/adam/first/x"])).toStrictEqual(
      numbersOf(untouched, ["optimizer/adam/first/x"]),
    );
  });

  test("looks at every element of every gradient", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      expect(changes(applyIfFinite(sgd({ learningRate: 1 })), [1, 2, bad, 3, 4], 1)).toStrictEqual([[0, 0, 0, 0, 0]]);
    }
    expect(changes(applyIfFinite(sgd({ learningRate: 1 })), [1, -2, 3e38, 3, 4], 1)[0]![1]).toBe(2);
  });
});
