import { describe, expect, test } from "vitest";
import { customGradient, input, mul, neg, sin, type Tensor, tanh } from "../index.js";
import { checkGradient } from "../verify/index.js";
import "./index.js";

const x = input("x", [2, 2]);
const feeds = {
  x: [
    [0.5, -1],
    [2, 0.25],
  ],
};

/** x², whose author forgot the factor of two. */
const square = customGradient({
  name: "square",
  value: (p: Tensor): Tensor => mul(p, p),
  vjp: ({ cotangent, inputs: [p] }) => [mul(cotangent, p)],
});

const complaint = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "no complaint";
};

describe("a right derivative", () => {
  test("satisfies every matcher", () => {
    expect(checkGradient(sin(x), { feeds })).toPass();
    expect(sin(x)).toHaveRightGradient({ feeds, order: 2 });
    expect([sin(x), tanh(x)]).toHaveRightJacobian({ feeds });
    expect(sin(x)).toHaveRightLayers({ feeds });
    expect(sin(x)).toAgreeOnBackends({ feeds });
  });
});

describe("a wrong derivative of an op of one's own", () => {
  test("is caught by three lines of test, which say the input and the factor", () => {
    expect(complaint(() => expect(square(x)).toHaveRightGradient({ feeds }))).toMatchInlineSnapshot(`
      "  check            worst  allowed  where
      ✓ finite
      ✓ repeatability        0        0
      ✗ jacobian        1.0e+8        1  ∂ "square" [2, 2] at [1, 0] / ∂ "x" [2, 2] at [1, 0]
      ✓ influence
      ✗ directional     5.0e+7        1  along "x" [2, 2]
      ✗ taylor             1.0     0.50  order 1 along "x" [2, 2]
      ✓ dot product    1.3e-17  1.0e-12  "x" [2, 2]
      ✓ linearity            0  1.0e-12

      The derivatives disagree by 100 %: ∂ "square" [2, 2] at [1, 0] / ∂ "x" [2, 2] at [1, 0] is 2 by both modes, 4 by differences (numerical). All derivatives by "x" [2, 2] are 1/2 of what they should be: a factor of 2 is missing.
      directional: Along "x" [2, 2] the derivative is -1.7132295 by reverse mode, -3.4264591 by differences (numerical). All derivatives by "x" [2, 2] are 1/2 of what they should be: a factor of 2 is missing.
      taylor: Along "x" [2, 2] the remainder of order 1 falls with ε^1.00 instead of ε^2: the slope is -1.71323 by reverse mode, -3.42646 by differences (numerical). All derivatives by "x" [2, 2] are 1/2 of what they should be: a factor of 2 is missing."
    `);
  });

  test("is caught by the others too, and can be asked for", () => {
    expect(square(x)).not.toHaveRightGradient({ feeds });
    expect(square(x)).not.toHaveRightJacobian({ feeds });
    expect(neg(square(x))).not.toHaveRightLayers({ feeds });
    expect(checkGradient(square(x), { feeds })).not.toPass();
    expect(complaint(() => expect(sin(x)).not.toHaveRightGradient({ feeds }))).toContain(
      "The checks pass, though they should not.",
    );
  });
});

test("what a matcher cannot take is a type error", () => {
  const both = [
    // @ts-expect-error: a tensor has no verdict
    () => expect(x).toPass(),
    // @ts-expect-error: a number has no gradient
    () => expect(3).toHaveRightGradient(),
    // @ts-expect-error: there is no third order
    () => expect(x).toHaveRightGradient({ order: 3 }),
  ];
  expect(both).toHaveLength(3);
});
