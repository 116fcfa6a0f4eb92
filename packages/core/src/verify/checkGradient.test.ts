import { describe, expect, test } from "vitest";
import {
  abs,
  add,
  cos,
  customGradient,
  exp,
  input,
  matmul,
  max,
  maximum,
  mul,
  neg,
  parameter,
  randomNormal,
  sigmoid,
  sin,
  stopGradient,
  sub,
  sum,
  type Tensor,
  tanh,
  variable,
} from "../index.js";
import { checkGradient, formatVerification } from "./index.js";

const normal = { initial: (shape: readonly number[], key: Tensor<readonly [2]>) => randomNormal(key, shape) };
const x = input("x", [4, 3]);
const target = input("target", [4, 2]);
const feeds = {
  x: Float64Array.from({ length: 12 }, (_, i) => Math.sin(i + 1)),
  target: Float64Array.from({ length: 8 }, (_, i) => Math.cos(i + 1)),
};

/** Half the squared error of two tanh layers. */
function network(): Tensor {
  const first = parameter("first", [3, 5], normal);
  const bias = parameter("bias", [5], normal);
  const second = parameter("second", [5, 2], normal);
  const error = sub(matmul(tanh(add(matmul(x, first), bias)), second), target);
  return mul(sum(mul(error, error)), 0.5);
}

describe("a right gradient", () => {
  test("passes every check, of first and second order", () => {
    const verification = checkGradient(network(), { feeds, order: 2 });
    expect(verification).toMatchObject({ pass: true, verdict: "right" });
    expect(verification.checks.map(({ name }) => name)).toStrictEqual([
      "finite",
      "repeatability",
      "jacobian",
      "influence",
      "directional",
      "taylor",
      "dot product",
      "linearity",
      "hessian",
      "symmetry",
    ]);
    expect(verification.checks.every(({ pass }) => pass)).toBe(true);
  });

  test("leaves remainders of slope 1, 2 and 3, of each tensor and of all together", () => {
    const { checks } = checkGradient(network(), { feeds, order: 2 });
    const series = checks.find(({ name }) => name === "taylor")!.taylor!;
    expect(series.map(({ tensor, order }) => [tensor, order])).toStrictEqual(
      ['"x" [4, 3]', '"first" [3, 5]', '"bias" [5]', '"second" [5, 2]', '"target" [4, 2]', "all together"].flatMap(
        (tensor) => [
          [tensor, 0],
          [tensor, 1],
          [tensor, 2],
        ],
      ),
    );
    for (const { tensor, order, slope, epsilons, remainders } of series) {
      expect(epsilons.slice(0, 2)).toStrictEqual([0.5, 0.25]);
      expect(remainders).toHaveLength(21);
      // In `second` and `target` the loss is quadratic: order 2 leaves rounding only.
      const isQuadratic = order === 2 && /second|target/.test(tensor);
      if (isQuadratic) expect(slope).toBeUndefined();
      else expect(Math.abs(slope! - order - 1)).toBeLessThan(0.1);
    }
  });

  test("is checked entry by entry, and the coverage is told", () => {
    const { checks } = checkGradient(network(), { feeds, samples: 10 });
    const { coverage, reason } = checks.find(({ name }) => name === "jacobian")!;
    expect(coverage).toStrictEqual({ compared: 10, total: 12 + 8 + 15 + 5 + 10 });
    expect(reason).toBe("Reverse mode, forward mode and differences agree on 1 × 10 of 1 × 50 entries.");
  });

  test("is checked at the values of variables that are given", () => {
    const w = parameter("w", [2], { initial: 0 });
    const kinky = sum(abs(w));
    expect(checkGradient(kinky).verdict).toBe("undecided");
    expect(checkGradient(kinky, { variables: { w: [3, -4] } })).toMatchObject({ pass: true });
  });
});

describe("a wrong gradient", () => {
  const t = input("t", [3]);
  const at = { t: [0.5, -1.25, 2] };
  const square = (vjp: (cotangent: Tensor, p: Tensor) => Tensor) =>
    customGradient({
      name: "square",
      value: (p: Tensor): Tensor => mul(p, p),
      vjp: ({ cotangent, inputs: [p] }) => [vjp(cotangent, p)],
    });

  test("is told with the tensor, the entry, which side is numerical, and the factor", () => {
    const { verdict, reason, checks } = checkGradient(square((c, p) => mul(c, p))(t), { feeds: at });
    expect(verdict).toBe("wrong");
    expect(reason).toMatchInlineSnapshot(
      `"The derivatives disagree by 100 %: ∂ "square" [3] at [2] / ∂ "t" [3] at [2] is 2 by both modes, 4 by differences (numerical). All derivatives by "t" [3] are 1/2 of what they should be: a factor of 2 is missing."`,
    );
    const failing = checks.filter(({ pass }) => !pass).map(({ name }) => name);
    expect(failing).toStrictEqual(["jacobian", "directional", "taylor"]);
  });

  test("leaves a remainder of slope 1 where 2 is expected", () => {
    const { checks } = checkGradient(square((c, p) => mul(c, p))(t), { feeds: at });
    const { taylor, reason } = checks.find(({ name }) => name === "taylor")!;
    expect(taylor!.find(({ order }) => order === 1)!.slope).toBeCloseTo(1, 3);
    expect(reason).toMatchInlineSnapshot(
      `"Along "t" [3] the remainder of order 1 falls with ε^1.00 instead of ε^2: the slope is -1.58621 by reverse mode, -3.17242 by differences (numerical). All derivatives by "t" [3] are 1/2 of what they should be: a factor of 2 is missing."`,
    );
  });

  test("is found where only one of many entries is wrong, also beyond the sampled ones", () => {
    const wide = input("wide", [500]);
    const rule = customGradient({
      name: "rule",
      value: (p: Tensor): Tensor => sin(p),
      vjp: ({ cotangent, inputs: [p] }) => [
        mul(mul(cotangent, cos(p)), add(1, mul(1e-3, sigmoid(mul(1e6, sub(p, 499.5)))))),
      ],
    });
    const point = { wide: Float64Array.from({ length: 500 }, (_, i) => i + 1) };
    const { checks } = checkGradient(sum(rule(wide)), { feeds: point, samples: 3 });
    const verdicts = Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]));
    expect(verdicts).toMatchObject({ jacobian: "right", directional: "wrong" });
  });

  test("of second order is found by order 2", () => {
    const f = sum(square((c, p) => mul(mul(c, 2), stopGradient(p)))(t));
    expect(checkGradient(f, { feeds: at })).toMatchObject({ pass: true });
    const { verdict, checks, reason } = checkGradient(f, { feeds: at, order: 2 });
    expect(verdict).toBe("wrong");
    expect(checks.filter(({ pass }) => !pass).map(({ name }) => name)).toStrictEqual(["taylor", "hessian"]);
    expect(reason).toMatchInlineSnapshot(
      `"Along "t" [3] the remainder of order 2 falls with ε^2.00 instead of ε^3: the curvature is 0.00000 by reverse mode, 10.0803 by differences (numerical)."`,
    );
  });
});

describe("what is no derivative to be right or wrong about", () => {
  const t = input("t", [2]);

  test("a kink leaves the verdict open: relu at 0, abs at 0, max at a tie", () => {
    const point = { feeds: { t: [0, 2] } };
    for (const f of [maximum(t, 0), abs(t)]) {
      const { pass, verdict, reason } = checkGradient(f, point);
      expect({ pass, verdict }).toStrictEqual({ pass: false, verdict: "undecided" });
      expect(reason).toContain("There is a kink at this point");
      expect(checkGradient(f, { ...point, allowKinks: true })).toMatchObject({ pass: true });
    }
    const tie = checkGradient(max(t), { feeds: { t: [1, 1] } });
    expect(tie).toMatchObject({ verdict: "undecided" });
    expect(tie.reason).toMatchInlineSnapshot(
      `"There is a kink at this point: ∂ max [] / ∂ "t" [2] at [0] does not exist, the slope is 0 on one side and 1 on the other, and both modes take 0.5. Check at another point, or set allowKinks."`,
    );
  });

  test("a derivative that lies beyond both slopes of a kink is wrong all the same", () => {
    const bad = customGradient({
      name: "bad",
      value: (p: Tensor): Tensor => abs(p),
      vjp: ({ cotangent }) => [mul(cotangent, 3)],
    });
    const { verdict, reason } = checkGradient(bad(t), { feeds: { t: [0, 0] } });
    expect(verdict).toBe("wrong");
    expect(reason).toContain("no derivative may lie beyond them");
  });

  test("an input without influence is named", () => {
    const idle = input("idle", [2]);
    const f = sum(add(t, mul(idle, 0)));
    const point = { feeds: { t: [1, 2], idle: [3, 4] } };
    expect(checkGradient(f, point)).toMatchObject({
      verdict: "undecided",
      reason: 'Nothing depends on "idle" [2] at this point: all derivatives are zero. Set allowZero if that is meant.',
    });
    expect(checkGradient(f, { ...point, allowZero: [idle] })).toMatchObject({ pass: true });
    expect(checkGradient(f, { ...point, allowZero: [t] })).toMatchObject({ pass: false });
  });

  test("a path that is cut is wrong, though the gradient is zero everywhere", () => {
    const { verdict, reason } = checkGradient(sum(stopGradient(exp(t))), { feeds: { t: [1, 2] } });
    expect(verdict).toBe("wrong");
    expect(reason).toContain('The derivative by "t" [2] is zero everywhere: its path to the output is cut.');
  });

  test("a value that is not finite", () => {
    expect(checkGradient(neg(exp(t)), { feeds: { t: [1, 1000] } })).toMatchObject({
      verdict: "wrong",
      reason: "The output neg [2] at [1] is -Infinity; check at another point.",
    });
  });
});

describe("nothing stays changed", () => {
  test("typed arrays that are fed keep their numbers", () => {
    const before = { x: feeds.x.slice(), target: feeds.target.slice() };
    checkGradient(network(), { feeds, order: 2 });
    expect(feeds).toStrictEqual(before);
  });

  test("a variable that is no parameter takes part only when asked to", () => {
    const scale = variable("scale", [], { initial: 2 });
    const t = input("t", []);
    const names = (options: Parameters<typeof checkGradient>[1]) =>
      checkGradient(mul(scale, t), { feeds: { t: 3 }, ...options }).checks[2]!.blocks!.map(({ tensor }) => tensor);
    expect(names({})).toStrictEqual(['"t" []']);
    expect(names({ wrt: [scale] })).toStrictEqual(['"scale" []']);
  });
});

test("in single precision steps and tolerances are coarser, and a factor is still found", () => {
  const t = input("t", [3]);
  const point = { feeds: { t: [0.5, -1.25, 2] }, floats: "f32" as const };
  expect(checkGradient(network(), { feeds, floats: "f32", order: 2 })).toMatchObject({ pass: true });
  const wrong = customGradient({
    name: "wrong",
    value: (p: Tensor): Tensor => mul(p, p),
    vjp: ({ cotangent, inputs: [p] }) => [mul(cotangent, p)],
  });
  expect(checkGradient(wrong(t), point)).toMatchObject({ verdict: "wrong" });
});

test("derivatives that are zero because everything cancels are no false alarm", () => {
  const rows: Tensor = input("rows", [4, 3]);
  const bias: Tensor = input("bias", [3]);
  const moved = add(rows, bias as never) as Tensor;
  const centred = sub(moved, mul(sum(moved, { axes: [0] }) as Tensor, 0.25) as never);
  const loss = sum(mul(tanh(centred as Tensor), tanh(centred as Tensor))) as Tensor;
  const point = {
    rows: [
      [0.3, -1.2, 0.7],
      [1.1, 0.4, -0.6],
      [-0.9, 1.7, 0.2],
      [0.5, -0.3, 1.4],
    ],
    bias: [0.1, 0.7, -1.3],
  };
  for (let seed = 0; seed < 10; seed++) {
    expect(checkGradient(loss, { feeds: point, seed })).toMatchObject({ verdict: "right" });
    expect(checkGradient(loss, { feeds: point, seed, wrt: [bias] })).toMatchObject({ verdict: "right" });
  }
});

test("prints as a table", () => {
  expect(formatVerification(checkGradient(network(), { feeds, order: 2 }))).toMatchInlineSnapshot(`
    "  check             worst  allowed  where
    ✓ finite
    ✓ repeatability         0        0
    ✓ jacobian       0.000076        1  ∂ mul [] / ∂ "target" [4, 2] at [2, 1]
    ✓ influence
    ✓ directional    0.000023        1
    ✓ taylor           0.0021     0.50  slopes ≥ 1.00, 2.00, 3.00
    ✓ dot product     1.8e-16  1.0e-12  "x" [4, 3]
    ✓ linearity       2.0e-16  1.0e-12  mul []
    ✓ hessian         0.00034        1  ∂ the gradient by "second" [5, 2] at [0, 1] / ∂ "target" [4, 2] at [0, 1]
    ✓ symmetry        2.6e-17  1.0e-12

    mul []: 10 checks agree. Reverse mode, forward mode and differences agree on 1 × 50 entries."
  `);
  const t = input("t", [2]);
  expect(formatVerification(checkGradient(abs(t), { feeds: { t: [0, 1] } }))).toMatchInlineSnapshot(`
    "  check            worst  allowed  where
    ✓ finite
    ✓ repeatability        0        0
    ? jacobian             0        1  ∂ abs [2] at [0] / ∂ "t" [2] at [0]
    ✓ influence
    ? directional     2.8e-7        1  along "t" [2]
    ? taylor             1.0     0.50  order 1 along "t" [2]
    ✓ dot product    5.5e-17  1.0e-12  "t" [2]
    ✓ linearity            0  1.0e-12

    There is a kink at this point: ∂ abs [2] at [0] / ∂ "t" [2] at [0] does not exist, the slope is -1 on one side and 1 on the other, and both modes take 0. Check at another point, or set allowKinks.
    directional: Along "t" [2] the derivative is -0.48787735 by reverse mode, and there is a kink at this point: the slope is -0.018065138 on one side and -0.95768956 on the other.
    taylor: Along "t" [2] the remainder of order 1 falls with ε^1.00 instead of ε^2: there is a kink at this point."
  `);
});
