import { constant, evaluate, input } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { constantSchedule } from "./constantSchedule.js";
import { exponentialDecay } from "./exponentialDecay.js";
import { type Schedule, scheduleOf } from "./schedule.js";

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
