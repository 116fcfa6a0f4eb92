import { constant, createSession, mul, parameter, type Tensor, variable } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { numbers, refusal } from "../evaluation.properties.js";
import { constrained } from "./constrained.js";
import { maxNorm } from "./maxNorm.js";
import { nonNegative } from "./nonNegative.js";

describe("maxNorm", () => {
  const weights: Tensor = constant([
    [3, 0.3],
    [4, -0.4],
  ]);

  test("shortens what is too long, and leaves the rest as it is, zeros too", () => {
    const [a, b, c, d] = numbers(maxNorm(1)(weights));
    expect(a).toBeCloseTo(0.6, 7);
    expect(c).toBeCloseTo(0.8, 7);
    expect([b, d]).toStrictEqual([Math.fround(0.3), Math.fround(-0.4)]);
    expect(numbers(maxNorm(5)(weights))).toStrictEqual(numbers(weights));
    expect(numbers(maxNorm(1)(constant([[0], [0]]) as Tensor))).toStrictEqual([0, 0]);
  });

  test("of each unit by default, of others when told so", () => {
    const [, b] = numbers(maxNorm(1, { axes: [1] })(weights));
    expect(b).toBeCloseTo(0.3 / Math.hypot(3, 0.3), 6);
    expect(numbers(maxNorm(2)(constant([3, -1]) as Tensor))).toStrictEqual([2, -1]);
  });
});

test("nonNegative makes negative values 0, and keeps NaN", () => {
  expect(numbers(nonNegative(constant([-1, 0, 2, Number.NaN]) as Tensor))).toStrictEqual([0, 0, 2, Number.NaN]);
});

describe("a constrained program", () => {
  const weights = parameter("layer/weights", [2], { initial: 1 });
  const bias = parameter("layer/bias", [2], { initial: 1 });
  const count = variable("count", []);
  const program = {
    outputs: weights,
    updates: [
      [weights, mul(weights, -2) as Tensor],
      [bias, mul(bias, -2) as Tensor],
      [count, constant(-1)],
    ] as const,
    requireFinite: [weights],
  };

  test("updates parameters to allowed values, and nothing else differently", () => {
    using session = createSession();
    session.compile(constrained(program, { weights: nonNegative })).run();
    expect(Array.from(session.read(weights).data)).toStrictEqual([0, 0]);
    expect(Array.from(session.read(bias).data)).toStrictEqual([-2, -2]);
    expect(Array.from(session.read(count).data)).toStrictEqual([-1]);
    expect(constrained(program, { biases: nonNegative })).toMatchObject({ outputs: weights, requireFinite: [weights] });
  });

  test("refuses names that no parameter has", () => {
    expect(refusal(() => constrained(program, { layers: { hidden: { weights: nonNegative } } }))).toMatchObject({
      code: "ops/parameter-names",
    });
  });
});
