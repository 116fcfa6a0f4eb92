import { parameter, toJson } from "@adjoint/core";
import { squaredError } from "@adjoint/ops";
import { adam, exponentialDecay, momentum, nesterov, type Optimizer, sgd, trainStep } from "@adjoint/optim";
import { describe, expect, test } from "vitest";
import { type OptimizerSpec, optimizerSchema } from "../spec/optimizerSchema.js";
import { buildOptimizer } from "./buildOptimizer.js";

const graphOf = (optimizer: Optimizer) => {
  const loss = squaredError(parameter("w", [2]), parameter("v", [2]));
  return toJson((trainStep(loss, optimizer).updates ?? []).map(([, value]) => value));
};
const parse = (spec: unknown): OptimizerSpec => optimizerSchema.parse(spec);

describe("an optimizer by its name alone is that of @adjoint/optim with its defaults", () => {
  test.each([
    ["sgd", sgd()],
    ["momentum", momentum()],
    ["nesterov", nesterov()],
    ["adam", adam()],
  ])("%s", (name, optimizer) => {
    expect(graphOf(buildOptimizer(parse(name)))).toEqual(graphOf(optimizer));
  });
});

test("settings reach it, schedules too", () => {
  const decay = { rate: 0.5, every: 10, staircase: true };
  const learningRate = { exponentialDecay: { initial: 0.2, ...decay } };
  expect(graphOf(buildOptimizer(parse({ adam: { learningRate, beta1: 0.8, epsilon: 1e-6 } })))).toEqual(
    graphOf(adam({ learningRate: exponentialDecay(0.2, decay), beta1: 0.8, epsilon: 1e-6 })),
  );
  expect(graphOf(buildOptimizer(parse({ nesterov: { learningRate: 0.3, decay: 0.5 } })))).toEqual(
    graphOf(nesterov({ learningRate: 0.3, decay: 0.5 })),
  );
});
