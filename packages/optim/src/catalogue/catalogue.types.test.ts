import { parameter } from "@adjoint/core";
import { expect, expectTypeOf, test } from "vitest";
import {
  adamw,
  clipByGlobalNorm,
  clipByNorm,
  clipByRms,
  clipByValue,
  cosineDecay,
  type Entry,
  freeze,
  masked,
  maxNorm,
  type Optimizer,
  oneCycle,
  optimizers,
  type Plateau,
  parameterGroups,
  reduceOnPlateau,
  rmsprop,
  type Schedule,
  schedules,
  sgd,
  trainStep,
} from "../index.js";

test("what the tables make has the type of what it is", () => {
  expectTypeOf(optimizers.adamw.make({ weightDecay: 0.1, decayed: "*weights" })).toEqualTypeOf<Optimizer>();
  expectTypeOf(schedules.cosineDecay.make({ initial: 0.1, steps: 10 })).toEqualTypeOf<Schedule>();
  expectTypeOf(schedules.reduceOnPlateau.make({ rate: 0.1 })).toEqualTypeOf<Plateau>();
  expectTypeOf(optimizers).toExtend<Readonly<Record<string, Entry<Optimizer>>>>();
  expectTypeOf<keyof typeof optimizers>().toExtend<string>();
});

test("options that do not exist, or are words where numbers belong, are refused", () => {
  // @ts-expect-error Object literal may only specify known properties, and 'momentum' does not exist in type 'AdamwOptions'.
  adamw({ momentum: 0.9 });
  // @ts-expect-error Type '"above"' is not assignable to type 'EpsilonPlace | undefined'.
  expect(() => rmsprop({ epsilonPlace: "above" })).toThrow('"outside" or "inside"');
  // @ts-expect-error Property 'steps' is missing in type '{}' but required in type 'CosineDecayOptions'.
  expect(() => cosineDecay(0.1, {})).toThrow("steps must be a whole number");
  // @ts-expect-error Type '"sine"' is not assignable to type '"cosine" | "linear" | undefined'.
  expect(() => oneCycle(1, { steps: 10, shape: "sine" })).toThrow('"cosine" or "linear"');
  // @ts-expect-error Type '"lower"' is not assignable to type '"smaller" | "larger" | undefined'.
  expect(() => reduceOnPlateau(1, { better: "lower" })).toThrow('"smaller" or "larger"');
});

test("limits that are no limits are refused", () => {
  // @ts-expect-error Argument of type '-1' is not assignable to parameter of type '"clipByValue: limit must be > 0, not -1"'.
  expect(() => clipByValue(-1)).toThrow("limit must be in (0, ∞), not -1");
  // @ts-expect-error Argument of type '0' is not assignable to parameter of type '"clipByNorm: limit must be > 0, not 0"'.
  expect(() => clipByNorm(0)).toThrow("limit must be in (0, ∞), not 0");
  // @ts-expect-error Argument of type '-0.5' is not assignable to parameter of type '"clipByGlobalNorm: limit must be > 0, not -0.5"'.
  expect(() => clipByGlobalNorm(-0.5)).toThrow("not -0.5");
  // @ts-expect-error Argument of type '0' is not assignable to parameter of type '"clipByRms: limit must be > 0, not 0"'.
  expect(() => clipByRms(0)).toThrow("limit must be in (0, ∞), not 0");
  // @ts-expect-error Argument of type '-3' is not assignable to parameter of type '"maxNorm: limit must be > 0, not -3"'.
  expect(() => maxNorm(-3)).toThrow("limit must be in (0, ∞), not -3");
  const limit: number = 2;
  for (const each of [clipByNorm(0.5), clipByNorm(1e-9), clipByNorm(limit), maxNorm(limit, { names: "*weights" })]) {
    expectTypeOf(each).toExtend<Optimizer>();
  }
});

test("names are patterns, expressions, lists of them or a function", () => {
  for (const names of ["*", /x/, ["x", /y/], (name: string) => name === "x"]) {
    expectTypeOf(masked(sgd(), names)).toExtend<Optimizer>();
  }
  // @ts-expect-error Type 'number' is not assignable to type 'Names'.
  const refused = () => parameterGroups([{ names: 3, optimizer: freeze() }], sgd());
  expectTypeOf(refused).returns.toEqualTypeOf<Optimizer>();
  const x = parameter("x", []);
  // @ts-expect-error Type '"everything"' is not assignable to type '"loss" | "gradients" | "nothing" | undefined'.
  expect(() => trainStep(x, sgd(), { requireFinite: "everything" })).toThrow("requireFinite must be");
});
