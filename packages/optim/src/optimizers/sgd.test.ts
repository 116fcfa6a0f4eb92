import { createSession } from "@adjoint/core";
import { expect, test } from "vitest";
import { quadratic } from "../problems.properties.js";
import { trainStep } from "../trainStep.js";
import { sgd } from "./sgd.js";

test("on a convex quadratic it converges to the solution of Ax = b", () => {
  using session = createSession({ floats: "f64" });
  const { loss, parameters } = quadratic();
  const { run } = session.compile(trainStep(loss, sgd({ learningRate: 0.25 })));
  for (let step = 0; step < 100; step++) run();
  const [x, y] = session.read(parameters[0]!).data;
  expect(x).toBeCloseTo(4 / 5, 14);
  expect(y).toBeCloseTo(-7 / 5, 14);
  // The smallest value is −½ bᵀA⁻¹b.
  expect(run().loss).toBeCloseTo(-(1 * (4 / 5) - 2 * (-7 / 5)) / 2, 14);
});

test("the distance from the solution shrinks by I − ηA in each step", () => {
  using session = createSession({ floats: "f64" });
  const { loss, parameters, start } = quadratic();
  const { run } = session.compile(trainStep(loss, sgd({ learningRate: 0.125 })));
  let [p, q] = [start[0]! - 4 / 5, start[1]! + 7 / 5];
  for (let step = 0; step < 30; step++) {
    run();
    [p, q] = [p - 0.125 * (3 * p + q), q - 0.125 * (p + 2 * q)];
    const [x, y] = session.read(parameters[0]!).data;
    expect(x! - 4 / 5).toBeCloseTo(p, 13);
    expect(y! + 7 / 5).toBeCloseTo(q, 13);
  }
});

test("beyond 2/λ it diverges, and stops with an error once the loss is no longer finite", () => {
  using session = createSession();
  const { run } = session.compile(trainStep(quadratic("f32").loss, sgd({ learningRate: 1 })));
  expect(() => {
    for (let step = 0; step < 1000; step++) run();
  }).toThrow(expect.objectContaining({ code: "run/non-finite" }));
});
