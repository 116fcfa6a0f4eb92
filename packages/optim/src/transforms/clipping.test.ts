import { createSession } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changes } from "../changes.properties.js";
import { goldens } from "../optimizers/goldens.properties.js";
import { sgd } from "../optimizers/sgd.js";
import { network } from "../problems.properties.js";
import { trainStep } from "../trainStep.js";
import { chain } from "./chain.js";
import { clipByGlobalNorm } from "./clipByGlobalNorm.js";
import { clipByNorm } from "./clipByNorm.js";
import { clipByRms } from "./clipByRms.js";
import { clipByValue } from "./clipByValue.js";
import type { Optimizer } from "./transform.js";

const once = (optimizer: Optimizer, gradient: readonly number[]) => changes(optimizer, gradient, 1)[0]!;

const gradients = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 6 });
const limits = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const rms = (x: readonly number[]) => Math.hypot(...x) / Math.sqrt(x.length);

test("clipByValue limits each element, and leaves NaN as it is", () => {
  expect(once(clipByValue(0.5), [2, -3, 0.25, -0.5])).toStrictEqual([0.5, -0.5, 0.25, -0.5]);
  expect(once(clipByValue(0.5), [Number.NaN])).toStrictEqual([Number.NaN]);
});

test("clipByNorm, clipByGlobalNorm and clipByRms keep short gradients to the last bit, zeros too", () => {
  for (const clip of [clipByNorm(5), clipByGlobalNorm(5), clipByRms(5)]) {
    expect(once(clip, [3, -4])).toStrictEqual([3, -4]);
    expect(once(clip, [0, 0])).toStrictEqual([0, 0]);
  }
});

test("clipByNorm and clipByGlobalNorm shorten long ones to the limit", () => {
  for (const clip of [clipByNorm(2.5), clipByGlobalNorm(2.5)]) expect(once(clip, [3, -4])).toStrictEqual([1.5, -2]);
});

test.each([
  ["clipByNorm", clipByNorm, (x: readonly number[]) => Math.hypot(...x)],
  ["clipByGlobalNorm", clipByGlobalNorm, (x: readonly number[]) => Math.hypot(...x)],
  ["clipByRms", clipByRms, rms],
])("%s: what comes out is no larger than the limit, and points the same way", (_name, clip, size) => {
  fc.assert(
    fc.property(gradients, limits, (gradient, limit) => {
      const clipped = once(clip(limit), gradient);
      expect(size(clipped)).toBeLessThanOrEqual(limit * (1 + 1e-14));
      const factor = Math.min(1, limit / size(gradient));
      clipped.forEach((value, i) => {
        expect(Math.abs(value - (size(gradient) === 0 ? 0 : factor * gradient[i]!))).toBeLessThan(1e-12);
      });
    }),
    { seed: 1, numRuns: 30 },
  );
});

describe.each([
  ["clipByValue", "PyTorch", chain(clipByValue(0.25), sgd({ learningRate: 0.125 }))],
  ["clipByGlobalNorm", "optax", chain(clipByGlobalNorm(0.5), sgd({ learningRate: 0.125 }))],
] as const)("%s", (name, library, optimizer) => {
  test(`agrees with ${library} over three parameters and ten steps`, () => {
    using session = createSession({ floats: "f64" });
    const { loss, parameters } = network();
    const { run } = session.compile(trainStep(loss, optimizer));
    for (let step = 0; step < 10; step++) run();
    const ours = parameters.flatMap((parameter) => Array.from<number>(session.read(parameter).data));
    ours.forEach((value, i) => {
      expect(Math.abs(value - goldens[name][i]!)).toBeLessThan(1e-13);
    });
  });
});
