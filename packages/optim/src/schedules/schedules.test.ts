import { constant, createSession, evaluate, input } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { sgd } from "../optimizers/sgd.js";
import { startingFrom } from "../problems.properties.js";
import { trainStep } from "../trainStep.js";
import { constantSchedule } from "./constantSchedule.js";
import { cosineDecay } from "./cosineDecay.js";
import { cosineRestarts } from "./cosineRestarts.js";
import { exponentialDecay } from "./exponentialDecay.js";
import { goldens } from "./goldens.properties.js";
import { inverseTimeDecay } from "./inverseTimeDecay.js";
import { joinSchedules } from "./joinSchedules.js";
import { oneCycle } from "./oneCycle.js";
import { piecewiseConstant } from "./piecewiseConstant.js";
import { polynomialDecay } from "./polynomialDecay.js";
import { reduceOnPlateau } from "./reduceOnPlateau.js";
import { type Schedule, scheduleOf } from "./schedule.js";
import { stepDecay } from "./stepDecay.js";
import { warmup } from "./warmup.js";

const at = (schedule: Schedule, step: number, floats: "f32" | "f64" = "f64"): number =>
  evaluate(schedule(constant(step)), {}, { floats });

test("a constant schedule is the same in every step, and what a number stands for", () => {
  for (const step of [0, 1, 1e6]) {
    expect(at(constantSchedule(0.25), step)).toBe(0.25);
    expect(at(scheduleOf(0.25), step)).toBe(0.25);
  }
  const schedule = exponentialDecay(1, { rate: 0.5, every: 1 });
  expect(scheduleOf(schedule)).toBe(schedule);
});

describe("exponentialDecay", () => {
  const steps = [0, 1, 2, 7, 8, 9, 15, 16, 100];

  test("is η₀ · rate^(t / every)", () => {
    const schedule = exponentialDecay(0.125, { rate: 0.75, every: 8 });
    for (const step of steps) expect(at(schedule, step)).toBeCloseTo(0.125 * 0.75 ** (step / 8), 16);
  });

  test("with staircase is η₀ · rate^⌊t / every⌋, which drops exactly at the end of each period", () => {
    const schedule = exponentialDecay(0.125, { rate: 0.5, every: 8, staircase: true });
    expect(steps.map((step) => at(schedule, step))).toStrictEqual(
      [0, 0, 0, 0, 1, 1, 1, 2, 12].map((periods) => 0.125 * 0.5 ** periods),
    );
  });

  test("a staircase drops at the right step in f32 too, for periods that f32 cannot divide by exactly", () => {
    for (const every of [3, 7, 1000, 938, 60_000]) {
      const schedule = exponentialDecay(1, { rate: 0.5, every, staircase: true });
      for (const periods of [1, 2, 3, 10, 100]) {
        const end = periods * every;
        expect([at(schedule, end - 1, "f32"), at(schedule, end, "f32")]).toStrictEqual([
          Math.fround(0.5 ** (periods - 1)),
          Math.fround(0.5 ** periods),
        ]);
      }
    }
  });

  test("in f32, of numbers that f32 rounds, it is right to a few units in the last place", () => {
    const schedule = exponentialDecay(1e-3, { rate: 0.9, every: 1000 });
    for (const step of [0, 1, 500, 1000, 12_345]) {
      // The rounding of 0.9 is raised to the power of the number of periods.
      const tolerance = (4 + step / 1000) * 2 ** -24;
      const expected = 1e-3 * 0.9 ** (step / 1000);
      expect(Math.abs(at(schedule, step, "f32") / expected - 1)).toBeLessThan(tolerance);
    }
  });

  test("a rate of 1 does not decay, and a period need not be whole", () => {
    expect(at(exponentialDecay(0.5, { rate: 1, every: 10 }), 77)).toBe(0.5);
    expect(at(exponentialDecay(1, { rate: 0.25, every: 2.5 }), 5)).toBe(1 / 16);
  });

  test("is a scalar of graph, in f32", () => {
    const { shape, dtype } = exponentialDecay(1, { rate: 0.5, every: 2 })(input("step", []));
    expect({ shape, dtype }).toStrictEqual({ shape: [], dtype: "f32" });
  });
});

/** The rates at some steps, of one program. */
function ratesAt(schedule: Schedule, steps: readonly number[], floats: "f32" | "f64" = "f64"): readonly number[] {
  using session = createSession({ floats });
  const { run } = session.compile({ outputs: schedule(input("step", [])) });
  return steps.map((step) => run({ step }));
}
const upTo = (end: number) => Array.from({ length: end }, (_, step) => step);

/** A few roundings enter each rate. */
function expectRates(ours: readonly number[], theirs: readonly number[], scale: number, floats: "f32" | "f64" = "f64") {
  expect(ours).toHaveLength(theirs.length);
  const rounding = { f32: 2 ** -24, f64: 2 ** -53 }[floats];
  ours.forEach((rate, step) => {
    expect(Math.abs(rate - theirs[step]!), `step ${step}`).toBeLessThan(8 * scale * rounding);
  });
}

describe("agrees with PyTorch step by step, in f64 and in f32:", () => {
  const cases: Readonly<Partial<Record<keyof typeof goldens, Schedule>>> = {
    oneCycle: oneCycle(0.5, { steps: 20 }),
    "oneCycle, linear": oneCycle(0.5, { steps: 16, rising: 0.25, startDivisor: 8, finalDivisor: 4, shape: "linear" }),
    cosineRestarts: cosineRestarts(0.5, { period: 4, final: 0.0625 }),
    "cosineRestarts, growing": cosineRestarts(0.5, { period: 3, growth: 2 }),
    cosineDecay: cosineDecay(0.5, { steps: 10, final: 0.125 }),
    polynomialDecay: polynomialDecay(0.5, { steps: 8, power: 2 }),
    stepDecay: stepDecay(0.5, { factor: 0.5, every: 3 }),
    piecewiseConstant: piecewiseConstant([0.5, 0.125, 0.03125], [2, 7]),
    warmup: warmup(cosineDecay(0.5, { steps: 8 }), { steps: 4, from: 0.25 }),
  };
  test.each(Object.entries(cases))("%s", (name, schedule) => {
    const expected = goldens[name as keyof typeof goldens];
    for (const floats of ["f64", "f32"] as const) {
      expectRates(ratesAt(schedule!, upTo(expected.length), floats), expected, 0.5, floats);
    }
  });
});

test("inverseTimeDecay is η₀ / (1 + decay · t/every)", () => {
  const steps = [0, 1, 10, 99, 100, 1100];
  const smooth = ratesAt(inverseTimeDecay(1, { decay: 0.01 }), steps);
  expectRates(
    smooth,
    steps.map((step) => 1 / (1 + 0.01 * step)),
    1,
  );
  const stairs = ratesAt(inverseTimeDecay(0.5, { decay: 1, every: 100, staircase: true }), steps);
  expect(stairs).toStrictEqual([0.5, 0.5, 0.5, 0.5, 0.25, 0.5 / 12]);
});

test("cosineDecay and polynomialDecay stay where they end, and begin where they are told", () => {
  for (const schedule of [
    cosineDecay(0.5, { steps: 7, final: 0.125 }),
    polynomialDecay(0.5, { steps: 7, final: 0.125 }),
  ]) {
    expectRates(ratesAt(schedule, [0, 7, 1e6]), [0.5, 0.125, 0.125], 0.5);
  }
  expect(ratesAt(polynomialDecay(1, { steps: 4 }), upTo(5))).toStrictEqual([1, 0.75, 0.5, 0.25, 0]);
});

describe("cosineRestarts", () => {
  test("begins anew exactly at the end of each period, in f32 too, however long training goes", () => {
    for (const [period, growth] of [
      [1000, 1],
      [7, 2],
      [938, 3],
      [3, 10],
    ] as const) {
      const periods: { readonly begin: number; readonly length: number }[] = [];
      let [begin, length] = [0, period as number];
      while (periods.length < 12 && begin + length < 2 ** 24) {
        periods.push({ begin, length });
        begin += length;
        length *= growth;
      }
      const steps = periods.flatMap((each) => [each.begin, each.begin + each.length - 1]);
      const rates = ratesAt(cosineRestarts(0.5, { period, growth }), steps, "f32");
      periods.forEach((each, i) => {
        expect(rates[2 * i], `period ${i} of ${period}, ${growth}`).toBe(0.5);
        expect(rates[2 * i + 1]).toBeLessThan(0.5 * (1 - Math.cos(Math.PI / each.length)) * 0.51);
      });
    }
  });

  test("begins each period lower, by a factor", () => {
    expect(ratesAt(cosineRestarts(1, { period: 2, factor: 0.25 }), [0, 1, 2, 3, 4])).toStrictEqual([
      1, 0.5, 0.25, 0.125, 0.0625,
    ]);
  });
});

test("joinSchedules lets each part count its own steps", () => {
  const parts = [0.125, exponentialDecay(1, { rate: 0.5, every: 1 }), polynomialDecay(0.5, { steps: 2 })];
  expect(ratesAt(joinSchedules(parts, [2, 5]), upTo(8))).toStrictEqual([0.125, 0.125, 1, 0.5, 0.25, 0.5, 0.25, 0]);
  expect(at(joinSchedules([0.25], []), 9)).toBe(0.25);
});

test("warmup begins at 0 unless it is told, and then hands over", () => {
  expect(ratesAt(warmup(0.5, { steps: 4 }), upTo(6))).toStrictEqual([0, 0.125, 0.25, 0.375, 0.5, 0.5]);
  expect(ratesAt(warmup(0.5, { steps: 2, from: 0.5 }), upTo(4))).toStrictEqual([0.25, 0.375, 0.5, 0.5]);
});

test("oneCycle that has no time to rise begins at the peak, and stays at its end", () => {
  const rates = ratesAt(oneCycle(1, { steps: 3, rising: 0.1, shape: "linear", finalDivisor: 1 }), [0, 1, 2, 50]);
  expectRates(rates, [1, 0.52, 0.04, 0.04], 1);
});

describe("reduceOnPlateau", () => {
  const falling = [
    5,
    4,
    4,
    3.9999,
    4.5,
    4.25,
    3.5,
    3.75,
    3.75,
    3.75,
    3.75,
    3.75,
    3.75,
    3.75,
    3,
    Number.NaN,
    3,
    3,
    3,
    3,
  ];
  const sharesAfter = (plateau: ReturnType<typeof reduceOnPlateau>, metrics: readonly number[]) => {
    using session = createSession({ floats: "f64" });
    const { run } = session.compile(plateau.observe(input("metric", [])));
    return metrics.map((metric) => run({ metric }).share);
  };

  test.each([
    ["reduceOnPlateau", { factor: 0.5, patience: 2 }, falling],
    ["reduceOnPlateau, with cooldown", { factor: 0.5, patience: 1, cooldown: 2, least: 0.2 }, falling],
    [
      "reduceOnPlateau, larger is better",
      { factor: 0.25, patience: 1, threshold: 0, better: "larger" },
      falling.map((metric) => -metric),
    ],
  ] as const)("agrees with PyTorch after each observation: %s", (name, options, metrics) => {
    expectRates(sharesAfter(reduceOnPlateau(1, options), metrics), goldens[name], 1);
  });

  test("is a rate that a training step reads from the session", () => {
    const plateau = reduceOnPlateau(exponentialDecay(1, { rate: 0.5, every: 1 }), { factor: 0.5, patience: 0 });
    const x = startingFrom("x", [], [0], "f32");
    using session = createSession();
    const step = session.compile(trainStep(x, sgd({ learningRate: plateau })));
    const observe = session.compile(plateau.observe(input("metric", [])));
    const moved = () => {
      const before = session.read(x).data[0]!;
      step.run();
      return session.read(x).data[0]! - before;
    };
    expect(moved()).toBe(-1);
    expect(observe.run({ metric: 1 })).toStrictEqual({ share: 1 });
    expect(moved()).toBe(-0.5);
    expect(observe.run({ metric: 2 })).toStrictEqual({ share: 0.5 });
    expect(moved()).toBe(-0.125);
    expect(
      session.variables
        .map(({ name }) => name)
        .filter((name) => name.startsWith("plateau/"))
        .toSorted(),
    ).toStrictEqual(["plateau/bad", "plateau/best", "plateau/resting", "plateau/share"]);
  });

  test("may observe a tensor that is computed, such as the loss of validation", () => {
    const plateau = reduceOnPlateau(1, { factor: 0.5, patience: 0, name: "validation" });
    const x = startingFrom("x", [], [0], "f32");
    using session = createSession();
    const observe = session.compile(plateau.observe(x));
    expect([observe.run().share, observe.run().share]).toStrictEqual([1, 0.5]);
  });
});
