import { createSession, mul, sum } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { goldens } from "../optimizers/goldens.properties.js";
import { sgd } from "../optimizers/sgd.js";
import { network, quadratic, startingFrom } from "../problems.properties.js";
import { trainStep } from "../trainStep.js";
import { chain } from "./chain.js";
import { maxNorm } from "./maxNorm.js";
import { nonNegative } from "./nonNegative.js";
import type { Optimizer } from "./transform.js";

/** The parameters of the network after some steps, one by one: the 2 × 3 weights, the bias, the 3 × 1 weights. */
function train(optimizer: Optimizer, steps = 10, problem = network()) {
  using session = createSession({ floats: "f64" });
  const { run } = session.compile(trainStep(problem.loss, optimizer));
  for (let step = 0; step < steps; step++) run();
  return problem.parameters.map((parameter) => Array.from<number>(session.read(parameter).data));
}

const descent = sgd({ learningRate: 0.125 });

describe("nonNegative", () => {
  test("agrees with optax after ten steps", () => {
    train(chain(descent, nonNegative()))
      .flat()
      .forEach((value, i) => {
        expect(Math.abs(value - goldens.nonNegative[i]!)).toBeLessThan(1e-13);
      });
  });

  test("ends at the constrained minimum: of ½xᵀAx − bᵀx over x ≥ 0, x = [1/3, 0]", () => {
    const [x] = train(chain(sgd({ learningRate: 0.25 }), nonNegative()), 100, quadratic());
    expect(x![0]).toBeCloseTo(1 / 3, 14);
    expect(x![1]).toBe(0);
  });

  test("leaves zeros as they are, and does not hide what is no number", () => {
    const loss = mul(startingFrom("x", [], [0]), Number.NaN);
    using session = createSession({ floats: "f64" });
    session.compile(trainStep(loss, chain(descent, nonNegative()), { requireFinite: "nothing" })).run();
    expect(session.read("x").data).toStrictEqual(Float64Array.of(Number.NaN));
    session.compile(trainStep(startingFrom("y", [], [0]), chain(descent, nonNegative()))).run();
    expect(session.read("y").data).toStrictEqual(Float64Array.of(0));
  });

  test("leaves other parameters free", () => {
    const [first, bias] = train(chain(descent, nonNegative("bias")));
    expect(bias!.every((value) => value >= 0)).toBe(true);
    expect(first!.some((value) => value < 0)).toBe(true);
  });
});

describe("maxNorm", () => {
  /** Lengths of the columns of the first weights: those into each hidden unit. */
  const columns = (first: readonly number[]) => [0, 1, 2].map((j) => Math.hypot(first[j]!, first[3 + j]!));

  test("keeps the weights into each unit within the limit, and touches no others", () => {
    const [first, , second] = train(chain(descent, maxNorm(0.5)));
    expect(Math.max(...columns(first!))).toBeCloseTo(0.5, 14);
    // Three weights into one unit.
    expect(Math.hypot(...second!)).toBeLessThanOrEqual(0.5 + 1e-14);
    const free = train(descent).flat();
    train(chain(descent, maxNorm(100)))
      .flat()
      .forEach((value, i) => {
        expect(value).toBeCloseTo(free[i]!, 14);
      });
  });

  test("leaves zeros as they are", () => {
    const y = startingFrom("y", [2], [0, 0]);
    using session = createSession({ floats: "f64" });
    session.compile(trainStep(sum(mul(y, 0)), chain(descent, maxNorm(1)))).run();
    expect(session.read("y").data).toStrictEqual(Float64Array.of(0, 0));
  });

  test("takes a norm over the axes that it is told, of the parameters that it is told", () => {
    const [first, bias] = train(chain(descent, maxNorm(0.5, { names: "first", axes: [0, 1] })));
    expect(Math.hypot(...first!)).toBeCloseTo(0.5, 14);
    expect(bias).not.toStrictEqual(train(descent)[1]);
    const [, clipped] = train(chain(descent, maxNorm(0.01, { names: "bias" })));
    expect(clipped!.every((value) => Math.abs(value) <= 0.01 + 1e-16)).toBe(true);
  });

  test("projects onto the nearest point: the direction stays", () => {
    const before = train(descent, 1)[0]!;
    const after = train(chain(descent, maxNorm(0.25)), 1)[0]!;
    for (const j of [0, 1, 2]) {
      const factor = Math.min(1, 0.25 / Math.hypot(before[j]!, before[3 + j]!));
      expect(after[j]).toBeCloseTo(factor * before[j]!, 15);
      expect(after[3 + j]).toBeCloseTo(factor * before[3 + j]!, 15);
    }
  });
});
